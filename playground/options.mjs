import { parseArgs } from 'node:util';

import { Failure } from '../test/laboratory/failure.mjs';

export const help = `npm start -- [options]

Opens a real n8n with this package in it, talking to a local Feishu: no tenant needed, nothing leaves your machine
but the downloads of the first start.

  --once                 run the main example, print its result and end
  --port <number>        where n8n listens (5678)
  --sandbox-port <number>  where the local Feishu listens (8787)
  --help                 this text

What it makes lies in .playground: delete that folder to begin again.`;

/** @param {string[]} args */
export function readOptions(args) {
	const { once, help: helpWanted, port, 'sandbox-port': sandboxPort } = parse(args);
	const options = {
		once: once ?? false,
		help: helpWanted ?? false,
		port: readPort('--port', port ?? '5678'),
		sandboxPort: readPort('--sandbox-port', sandboxPort ?? '8787'),
	};
	if (options.port === options.sandboxPort) {
		throw new Failure(`--port and --sandbox-port are both ${options.port}: give them different numbers.`);
	}
	return options;
}

function parse(args) {
	try {
		return parseArgs({
			args,
			options: {
				once: { type: 'boolean' },
				help: { type: 'boolean', short: 'h' },
				port: { type: 'string' },
				'sandbox-port': { type: 'string' },
			},
		}).values;
	} catch (error) {
		throw new Failure(`${error.message.split('. ')[0]}. npm start -- --help lists the options.`);
	}
}

function readPort(option, text) {
	const port = Number(text);
	if (!/^\d+$/.test(text) || port < 1 || port > 65_535) throw new Failure(`${option} takes a number from 1 to 65535, not "${text}".`);
	return port;
}
