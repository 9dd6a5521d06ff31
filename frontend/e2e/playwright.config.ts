import { defineConfig } from '@playwright/test';

/**
 * The browser tests: Debian's Chromium against the real binary (`task build` first). Each test file gets an
 * installation of its own with the demo's case, whose clock stands where the case files say "now".
 */
export default defineConfig({
  testDir: '.',
  globalSetup: './setup.ts',
  fullyParallel: false,
  workers: 2,
  forbidOnly: true,
  retries: 1, // .ci/test says which tests needed it, and how many may
  timeout: 480_000, // axe on every room, and a whole meeting with Tab alone, take their time on a loaded machine
  // How long a person's next sight may take where everything is slow; what must be quick is measured by `task bench`.
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    viewport: { width: 390, height: 844 },
    locale: 'da-DK',
    timezoneId: 'America/New_York', // people's time is Copenhagen's, whatever the machine says
    serviceWorkers: 'allow',
    actionTimeout: 30_000,
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--headless=new',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
