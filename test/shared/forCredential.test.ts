import { forCredential } from '../../nodes/shared/engine/judge/forCredential';
import { generalRefusals } from '../../nodes/shared/engine/judge/generalRefusals';

const TODO = 'Check it. With Feishu Tenant Token API, save it again. With Feishu Access Token API, paste a t-… token: a new one.';

test.each([
	['feishuTenantApi', 'Check it. Save it again.'],
	['feishuAccessTokenApi', 'Check it. Paste a t-… token: a new one.'],
	['feishuOAuth2Api', 'Check it.'],
])('advice for %s leaves out what is for another credential', (type, advice) => {
	expect(forCredential(TODO, type)).toBe(advice);
});

test.each([
	['feishuAccessTokenApi', 'Paste it.'],
	['feishuTenantApi', 'Connect it.'],
])('“another credential” is any that is not named: %s', (type, advice) => {
	expect(forCredential('With Feishu Access Token API, paste it. With another credential, connect it.', type)).toBe(advice);
});

test('advice that is for other credentials alone stays, since there is no other', () => {
	expect(forCredential('With Feishu Access Token API, paste it.', 'feishuTenantApi')).toBe('With Feishu Access Token API, paste it.');
});

test.each(['feishuTenantApi', 'feishuOAuth2Api', 'feishuAccessTokenApi'])('no code of any call keeps advice without a step: %s', (type) => {
	for (const { todo } of Object.values(generalRefusals)) expect(forCredential(todo, type)).toMatch(/^[A-Z].+\.$/s);
});
