import type { Sample, Samples } from '../sample';

const ONE: Sample = {
	params: { batch_message_id: 'bm-1' },
	seed: ({ seed }) => {
		seed.batchMessage({ id: 'bm-1' });
	},
};

export const samples: Samples = {
	batchMessage: ONE,
	batchMessageProgress: ONE,
	batchMessageReadUser: ONE,
	batchMessageSend: { body: { msg_type: 'text', content: { text: 'Hello' }, open_ids: ['ou_a'] } },
};
