import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { database, type OpenKey } from './db';
import { forgetRead, keep, keepBytes, recall, recallBoth, recallBytes, seal, unseal, wipe } from './vault';

const bytes = (data: ArrayBuffer) => new TextDecoder('latin1').decode(data);

describe('what lies on the phone', () => {
  it('opens for its user, and is unreadable as it lies', async () => {
    await keep('peter', 'plan/1', { text: 'Tivoli' });
    expect(await recall('peter', 'plan/1')).toEqual({ text: 'Tivoli' });
    const record = await (await database())!.get('sealed', 'peter/plan/1');
    expect(bytes(record!.data)).not.toContain('Tivoli');
    expect(await recall('sofie', 'plan/1')).toBeUndefined();
  });
  it('has a key that cannot leave', async () => {
    await keep('peter', 'x', 1);
    const record = (await (await database())!.get('keys', 'peter')) as OpenKey;
    expect(record.key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', record.key)).rejects.toThrow();
  });
  it('is thrown away when another format or hand has touched it', async () => {
    const sealed = (await seal('peter', 'ord'))!;
    expect(await unseal('peter', { ...sealed, v: 99 })).toBeUndefined();
    new Uint8Array(sealed.data)[0]! ^= 1;
    expect(await unseal('peter', sealed)).toBeUndefined();
  });
  it('keeps bytes as they are, sealed like words', async () => {
    const photo = new TextEncoder().encode('JFIF Tivoli');
    await keepBytes('peter', 'picture/1', photo);
    expect(await recallBytes('peter', 'picture/1')).toEqual(photo);
    const record = await (await database())!.get('sealed', 'peter/picture/1');
    expect(bytes(record!.data)).not.toContain('Tivoli');
    expect(await recallBytes('sofie', 'picture/1')).toBeUndefined();
  });
  it('gives a thing and the only one of a kind together; of several none, and never another person’s', async () => {
    await wipe();
    await keep('anna', 'me', 'Anna');
    await keep('anna', 'messages/1', 'brev');
    await keep('anne', 'plan/2', 'en andens');
    const both = () => recallBoth<string, string>('anna', 'me', 'plan/');
    expect(await both()).toEqual(['Anna', undefined]);
    await keep('anna', 'plan/1', 'hendes');
    expect(await both()).toEqual(['Anna', 'hendes']);
    await keep('anna', 'plan/3', 'en til');
    expect(await both()).toEqual(['Anna', undefined]);
    await wipe();
    expect(await both()).toEqual([undefined, undefined]);
  });
  it('keeps drafts and the key when only what was read goes', async () => {
    await keep('peter', 'plan/1', 1);
    await keep('peter', 'draft/dream', 'halvt');
    await forgetRead('peter');
    expect(await recall('peter', 'plan/1')).toBeUndefined();
    expect(await recall('peter', 'draft/dream')).toBe('halvt');
  });
  it('does not come back from what was being kept while it was thrown away', async () => {
    const keeping = keep('sofie', 'plan/1', 1);
    await wipe();
    await keeping;
    const db = (await database())!;
    for (const store of ['keys', 'sealed'] as const) expect(await db.count(store)).toBe(0);
  });
  it('is gone after signing out: records and keys', async () => {
    await keep('peter', 'plan/1', 1);
    await wipe();
    const db = (await database())!;
    for (const store of ['keys', 'sealed', 'outbox'] as const) expect(await db.count(store)).toBe(0);
  });
});
