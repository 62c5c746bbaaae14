import { chromium, selectors } from 'playwright-core';

import { login } from './editor.mjs';
import { Failure } from './failure.mjs';
import { findProgram, isProgram } from './programs.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const installed = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];

/** Nothing of the browser's own goes out: it is to see n8n, and to look the same everywhere. */
const flags = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** What one click may take, in milliseconds: n8n loads its editor in many pieces. */
const patience = 60_000;

// As n8n spells it.
selectors.setTestIdAttribute('data-test-id');

/** @returns {Promise<import('playwright-core').Browser>} */
export function openBrowser() {
	return chromium.launch({ executablePath: findChromium(), args: flags });
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} address - of a running n8n, whose owner there is
 * @param {import('playwright-core').BrowserContextOptions} [look] - such as its colours
 * @returns {Promise<import('playwright-core').Page>} in which the owner is signed in
 */
export async function openSignedIn(browser, address, look) {
	const context = await browser.newContext({ colorScheme: 'light', locale: 'en-US', reducedMotion: 'reduce', ...look });
	context.setDefaultTimeout(patience);
	const answer = await context.request.post(`${address}/rest/login`, {
		data: { emailOrLdapLoginId: login.email, password: login.password },
	});
	if (!answer.ok()) throw new Failure(`n8n did not let the browser in (${answer.status()}).`);
	return await context.newPage();
}

/**
 * Whether tests that need a browser are passed over. On a machine of its own, CI has one: there they are not.
 * @returns {string | false} what to install, where there is none
 */
export function browserMissing() {
	if (process.env.CI) return false;
	try {
		findChromium();
		return false;
	} catch ({ message }) {
		return message;
	}
}

/** playwright-core brings no browser; the one that the system has will do. */
function findChromium() {
	const given = process.env.CHROMIUM;
	if (given) {
		if (!isProgram(given)) throw new Failure(`CHROMIUM is ${given}, which is no program.`);
		return given;
	}
	const found = findProgram(names) ?? installed.find(isProgram);
	if (!found) {
		throw new Failure(
			'Chromium was not found. Install it (Debian, Ubuntu: apt-get install chromium; macOS: brew install --cask chromium), or name one: CHROMIUM=<path>.',
		);
	}
	return found;
}
