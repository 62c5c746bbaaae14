import type { Reader, Observation } from '../../nodes/shared/endpoint';
import { lookAtEach } from '../../nodes/shared/lookAtEach';
import { Unread } from '../../nodes/shared/unread';

const records = ['a', 'b', 'c'].map((id) => ({ id }));
const common = { keys: {}, query: {}, body: {} };
const reader = {} as Reader;

const looking = (unreadable: string, isFinal: boolean) => {
	const looked: string[] = [];
	const lookUp = lookAtEach(async ({ id = '' }): Promise<Observation> => {
		looked.push(id);
		if (id === unreadable) throw new Unread(1, 'Not now', 'Wait.', null, isFinal);
		return await Promise.resolve({ is: 'gone' });
	});
	return { looked, sights: lookUp(records, common, reader, []) };
};

test('each is looked at, and one that cannot be read costs none of the others its look', async () => {
	const { sights } = looking('a', false);
	expect((await sights).map(({ is }) => is)).toEqual(['unseen', 'gone', 'gone']);
});

test('what holds for all of them costs one look', async () => {
	const { looked, sights } = looking('a', true);
	await expect(sights).rejects.toThrow('Not now');
	expect(looked).toEqual(['a']);
});

test('without records, nothing is looked at', async () => {
	expect(await lookAtEach(async () => await Promise.reject(new Error('looked')))([], common, reader, [])).toEqual([]);
});
