import { readFileSync } from 'node:fs';
import path from 'node:path';
import { name } from '../../package.json';
import { FeishuAccessTokenApi } from '../../credentials/FeishuAccessTokenApi.credentials';
import { FeishuOAuth2Api } from '../../credentials/FeishuOAuth2Api.credentials';
import { FeishuTenantApi } from '../../credentials/FeishuTenantApi.credentials';
import { nodeTypesByName } from '../support/engine';
import { namesOfCredential, namesOfNode } from './names';

/** A name a line; those of a release below a line with its version. What is new comes to the last one. */
const kept = readFileSync(path.join(__dirname, 'names.txt'), 'utf8')
	.split('\n')
	.filter((line) => line !== '' && !line.startsWith('#'));

const credentials = [new FeishuTenantApi(), new FeishuOAuth2Api(), new FeishuAccessTokenApi()];

const present = [
	// What the types of nodes begin with.
	name,
	...Object.values(nodeTypesByName).flatMap(({ description }) => namesOfNode(description)),
	...credentials.flatMap((credential) => namesOfCredential(credential)),
];

test('every name that a workflow or credential in the field may hold is still there, and decides the same where it is not saved', () => {
	expect(kept.length).toBeGreaterThan(100);
	expect(kept.filter((name) => !present.includes(name))).toEqual([]);
});

test('every name that is new stands among those that are kept', () => {
	expect(present.filter((name) => !kept.includes(name))).toEqual([]);
});

test('no name stands there twice', () => {
	expect(kept.filter((name, index) => kept.indexOf(name) !== index)).toEqual([]);
});
