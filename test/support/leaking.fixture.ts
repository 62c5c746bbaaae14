import { addKeeper, formsOf } from '../sandbox/secrets';
import { watch } from './secretWatch';

// Tests that leak: `secretWatch.test.ts` runs them to see them fail.
const secret = 'secret-of-the-fixture';
addKeeper(() => [{ name: 'the secret of the fixture', forms: formsOf(secret) }]);

test('a result', () => watch('the execution', { data: [{ json: { note: Buffer.from(`a ${secret}`).toString('base64') } }] }));

test('a line on the console', () => console.log('said', { secret }));

test('a line on a stream', () => {
	process.stderr.write(`${secret}\n`);
});

test('nothing', () => {
	console.log('said');
});
