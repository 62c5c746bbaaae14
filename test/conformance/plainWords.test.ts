import { WORDS } from '../documentation/plainWords';
import { nodeTypesByName } from '../support/engine';
import { FeishuAccessTokenApi } from '../../credentials/FeishuAccessTokenApi.credentials';
import { FeishuOAuth2Api } from '../../credentials/FeishuOAuth2Api.credentials';
import { FeishuTenantApi } from '../../credentials/FeishuTenantApi.credentials';
import { readGolden } from './messages';

const SHOWN = ['displayName', 'description', 'placeholder', 'hint', 'action'];

/** Every text of a description that a builder reads. */
function textsOf(value: unknown, key = ''): string[] {
	if (typeof value === 'string') return SHOWN.includes(key) ? [value] : [];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, inner]) => textsOf(inner, Array.isArray(value) ? key : name));
}

const findingsIn = (texts: readonly string[]) =>
	texts.flatMap((text) => WORDS.filter(([word]) => word.test(text)).map(([, instead]) => `${instead}: ${text}`));

test.each([
	...Object.values(nodeTypesByName).map(({ description }) => [description.displayName, description.properties] as const),
	...[new FeishuAccessTokenApi(), new FeishuOAuth2Api(), new FeishuTenantApi()].map((one) => [one.displayName, one.properties] as const),
])('the texts of %s are in plain English', (_name, properties) => {
	const texts = textsOf(properties);

	expect(texts.length).toBeGreaterThan(3);
	expect(findingsIn(texts)).toEqual([]);
});

/** What led to a message is for developers, and set in bold. */
test('the messages are in plain English', () => {
	const texts = readGolden()
		.split('\n')
		.filter((line) => line.startsWith('  '));

	expect(texts.length).toBeGreaterThan(300);
	expect(findingsIn(texts)).toEqual([]);
});
