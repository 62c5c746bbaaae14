import type { ItemRequest } from '../../nodes/shared/engine/n8n/request';
import { DRY_RUN, NOT_PUT_BACK, PROTECTED } from '../../nodes/shared/engine/judge/unsent';
import type { Claim, Outcome } from '../../nodes/shared/engine/record';
import { isCounted, isToBeSent, Ledger } from '../../nodes/shared/engine/run/ledger';
import { contextWith } from '../support/context';
import { endpointWith } from '../support/endpoint';

const DELETED: Outcome = { status: 'deleted', logId: null, retryable: false };
const BUSY: Outcome = { status: 'refused', logId: null, retryable: true };

const requestOf = (ids: readonly string[], change: Partial<ItemRequest> = {}) =>
	({
		keys: {},
		path: '/things',
		options: { url: '/things' },
		body: {},
		records: ids.map((id) => ({ id })),
		contents: [],
		lookedUp: [],
		isMinted: false,
		kept: [],
		notRestored: [],
		gives: [],
		namespaceOf: () => '/things',
		...change,
	}) as unknown as ItemRequest;

const enter = (ledger: Ledger, request: ItemRequest, { isDry = false, index = 0, limit = Number.POSITIVE_INFINITY } = {}): Claim[] => [
	...ledger.enter(request, { context: contextWith({}), isDry, plans: false, limit, index }),
];
const first = (claims: readonly Claim[]) => {
	const [claim] = claims as [Claim];
	return claim;
};

test('a record is one claim, whatever it is asked for with; its target is another', () => {
	const ledger = new Ledger(endpointWith());
	const [one, other] = [requestOf(['a']), requestOf(['a', 'b'], { body: { notify: true } })].map((request) => enter(ledger, request));
	expect(other?.[0]).toBe(one?.[0]);
	expect(other?.[1]?.target).not.toBe(one?.[0]?.target);
	expect(first(enter(ledger, requestOf(['c']))).target).toBe(one?.[0]?.target);
	// What else it is asked for with is known, and each only once.
	enter(ledger, requestOf(['a'], { body: { notify: true } }));
	expect([...(one?.[0]?.entry.others ?? [])]).toEqual([other?.[1]?.target]);
	expect(other?.[1]?.entry).not.toHaveProperty('others');
});

test.each<[string, Parameters<typeof endpointWith>[0], Partial<ItemRequest>, number, boolean]>([
	['what is created with other options is another', { kind: 'create' }, { body: { text: 'x' } }, 0, false],
	['what is created alike by two items is one', { kind: 'create' }, {}, 1, true],
	['what would be done twice is one for each item', { kind: 'create', idempotent: false }, {}, 1, false],
	['what differs in its content is another', {}, { contents: [{ text: 'x' }] }, 0, false],
	['what belongs to something else is another', {}, { namespaceOf: () => '/others' }, 0, false],
])('%s', (_what, change, request, index, isSame) => {
	const ledger = new Ledger(endpointWith(change));
	const one = first(enter(ledger, requestOf(['a'])));
	expect(first(enter(ledger, requestOf(['a'], request), { index })) === one).toBe(isSame);
});

test('what is rehearsed is the same thing, and another claim', () => {
	const ledger = new Ledger(endpointWith());
	const dry = first(enter(ledger, requestOf(['a']), { isDry: true }));
	const real = first(enter(ledger, requestOf(['a'])));
	expect([real === dry, real.identity === dry.identity, real.target.isDry, dry.target.isDry]).toEqual([false, true, false, true]);
	expect(first(enter(ledger, requestOf(['b']))).identity).not.toBe(real.identity);
	expect([isToBeSent(real), isToBeSent(dry)]).toEqual([true, false]);
});

test('an entry holds what is sent, whether its ID was made up, and a claim by what it was looked up, and what is not restored', () => {
	const ledger = new Ledger(endpointWith());
	const [claim, other] = enter(
		ledger,
		requestOf(['a', 'b'], { isMinted: true, contents: [{ text: 'x' }], lookedUp: [undefined, 'b@x.com'], notRestored: [[], ['its time']] }),
	);
	expect(claim?.entry).toStrictEqual({ record: { id: 'a' }, possiblyApplied: false, isMinted: true, content: { text: 'x' } });
	expect(claim).not.toHaveProperty('lookedUp');
	expect(claim).not.toHaveProperty('notRestored');
	expect(other?.entry).toStrictEqual({ record: { id: 'b' }, possiblyApplied: false, isMinted: true });
	expect(other).toMatchObject({ lookedUp: 'b@x.com', notRestored: ['its time'] });
});

test('what a snapshot says was never gone is not put back; another snapshot may say otherwise', () => {
	const ledger = new Ledger(endpointWith());
	const claims = enter(ledger, requestOf(['a', 'a', 'a'], { kept: ['there', 'unclear', undefined] }));
	expect(claims.map(({ entry }) => entry.outcome)).toEqual([NOT_PUT_BACK.there, NOT_PUT_BACK.unclear, undefined]);
	expect(claims.map(isToBeSent)).toEqual([false, false, true]);
});

test.each<[string, Outcome | undefined, boolean]>([
	['nothing yet', undefined, true],
	['deleted', DELETED, true],
	['rehearsed', DRY_RUN, true],
	['protected', PROTECTED, false],
	['still there', NOT_PUT_BACK.there, false],
	['maybe still there', NOT_PUT_BACK.unclear, false],
])('whether it counts against Stop If More Than: %s', (_what, outcome, counts) => {
	expect(isCounted({ record: {}, possiblyApplied: false, ...(outcome !== undefined && { outcome }) })).toBe(counts);
});

test('another try takes up what is open, and knows what is settled and what each item asked for', () => {
	const ledger = new Ledger(endpointWith());
	ledger.begin(true);
	const claims = enter(ledger, requestOf(['done', 'busy', 'kept', 'open']));
	ledger.keep(0, false, claims);
	[DELETED, BUSY, PROTECTED].forEach((outcome, place) => {
		const [claim] = claims.slice(place) as [Claim];
		claim.entry.outcome = outcome;
	});
	ledger.begin(true);
	expect(claims.map(({ entry }) => entry.outcome)).toEqual([DELETED, undefined, PROTECTED, undefined]);
	expect(ledger.settled).toEqual([claims[0]?.identity]);
	expect(ledger.settled[0]).toBe(claims[0]?.identity);
	expect(ledger.asBefore(0, false)).toBe(claims);
	expect([ledger.asBefore(0, true), ledger.asBefore(1, false)]).toEqual([undefined, undefined]);
	expect(first(enter(ledger, requestOf(['done'])))).toBe(claims[0]);
});

test('a run that is no retry forgets all of it, and remembers nothing', () => {
	const ledger = new Ledger(endpointWith());
	expect(ledger.settled).toEqual([]);
	const claims = enter(ledger, requestOf(['a']));
	ledger.keep(0, false, claims);
	expect(ledger.asBefore(0, false)).toBeUndefined();
	ledger.begin(true);
	ledger.keep(0, false, claims);
	ledger.begin(false);
	expect([ledger.asBefore(0, false), ledger.settled]).toEqual([undefined, []]);
	const again = first(enter(ledger, requestOf(['a'])));
	expect([again === claims[0], again.target === claims[0]?.target]).toEqual([false, false]);
});
