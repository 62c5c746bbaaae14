import { expectNoLeaks, watch } from './secretWatch';

const SPOKEN = ['debug', 'dir', 'error', 'info', 'log', 'table', 'trace', 'warn'] as const;

for (const name of SPOKEN) {
	const speak = console[name].bind(console) as (...words: unknown[]) => void;
	console[name] = (...words: unknown[]) => {
		watch(`console.${name}`, words);
		speak(...words);
	};
}

/** Looks at what is written to a stream of the process. @returns what ends that */
function watchStream(name: 'stdout' | 'stderr'): () => void {
	const stream = process[name];
	const write = stream.write.bind(stream) as (...given: unknown[]) => boolean;
	const own = Object.getOwnPropertyDescriptor(stream, 'write');
	stream.write = (...given: unknown[]) => {
		watch(name, given[0]);
		return write(...given);
	};
	return () => {
		if (own === undefined) Reflect.deleteProperty(stream, 'write');
		else Object.defineProperty(stream, 'write', own);
	};
}

// The streams are the worker's own, which runs other files after this one.
const ends: Array<() => void> = [];
beforeAll(() => {
	ends.push(watchStream('stdout'), watchStream('stderr'));
});
afterAll(() => {
	for (const end of ends) end();
	expectNoLeaks();
});
afterEach(expectNoLeaks);
