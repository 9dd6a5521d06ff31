/** The API's types as TypeScript, from a running server's own description. */
import openapiTS, { astToString } from 'openapi-typescript';

/** @param {string} url where the server answers, without a path */
export async function schemaOf(url) {
  const answer = await fetch(new URL('/api/v1/openapi.json', url));
  if (!answer.ok) throw new Error(`${url} gives no API description: ${answer.status}`);
  const ast = await openapiTS(await answer.json(), { alphabetize: true });
  return `/* Made by \`npm run types\` from the server's OpenAPI description. Do not edit. */\n\n${astToString(ast)}`;
}
