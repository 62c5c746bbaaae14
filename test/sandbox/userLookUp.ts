import { EMPLOYEE_ID_SCOPE, THOUSAND_PER_MINUTE_FIFTY_PER_SECOND, USER_ID_TYPE, type SiblingSpec } from '../specs/spec';
import { inWords, type ApiCall, type SiblingEndpoint } from './endpoint';
import { fromOpenId } from './people';
import { Refusal } from './refusal';
import type { Person } from './world';

/** What the page leaves open. */
export interface LookUpAnswers {
	/** How an address is answered that is nobody's: the page says only that there is no `user_id`. */
	unknownAddress: 'withoutId' | 'blankId' | 'leftOut';
	/** Whether addresses come back as they were asked for, or as the profile has them. */
	addressForm: 'asAsked' | 'asStored';
}

export const LOOK_UP_ANSWERS: LookUpAnswers = { unknownAddress: 'withoutId', addressForm: 'asAsked' };

/** With one of these, the answer says how it stands with each person. */
const STATUS_SCOPES = [
	'contact:user.employee:readonly',
	'contact:contact:access_as_app',
	'contact:contact:readonly',
	'contact:contact:readonly_as_app',
];

const PAGE: SiblingSpec = {
	name: 'userLookUp',
	title: 'Get user IDs by email address or mobile number',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/user/batch_get_id',
	method: 'POST',
	path: '/open-apis/contact/v3/users/batch_get_id',
	tokens: ['tenant'],
	appKinds: ['custom', 'store'],
	scopes: ['contact:user.id:readonly'],
	botAbility: 'not mentioned',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	contentType: 'application/json; charset=utf-8',
	pathParameters: {},
	queryParameters: { user_id_type: USER_ID_TYPE },
	body: {
		emails: {
			type: 'string[]',
			required: false,
			maxItems: 50,
			description: 'Email addresses of the profiles; those of company mailboxes find nobody.',
			example: ['zhangsan@z.com'],
		},
		mobiles: {
			type: 'string[]',
			required: false,
			maxItems: 50,
			description: 'Mobile numbers; those from outside mainland China with a plus sign and the code of the country.',
			example: ['13011111111'],
		},
		include_resigned: { type: 'boolean', required: false, default: false, description: 'Whether to find people who have left, too.' },
	},
	response: {
		user_list: {
			type: 'object[]',
			description: 'An entry for each address.',
			fields: {
				user_id: { type: 'string', description: 'The ID of the kind that user_id_type says. Absent where nobody is found.' },
				email: { type: 'string', minLength: 0, description: 'The address, where it was one.' },
				mobile: { type: 'string', minLength: 0, description: 'The number, where it was one.' },
				status: { type: 'object', description: 'How it stands with the person; needs a permission of its own.' },
			},
		},
	},
	successMsg: 'success',
	errors: [],
	notes: [
		'The page lists no codes of its own.',
		'The page does not promise an order.',
		'The page does not say what a call without any address is answered; here it is refused, as a mistake of its sender.',
		'The page does not say whether an address counts in any case, nor whether a number from mainland China may have its prefix; here both do.',
		'Without the field permission for User IDs, user_id is absent.',
	],
};

const canonical = (address: string) => (address.includes('@') ? address.toLowerCase() : address.replace(/^\+86(?=1\d{10}$)/, ''));

/** Whom an address finds. A person outside the app's contact scope is nobody to it. */
function peopleOf({ platform, body }: ApiCall, kind: 'email' | 'mobile', address: string): Person[] {
	return platform.state.people.filter(
		(person) =>
			canonical(person[kind] ?? '') === canonical(address) &&
			person.isHidden !== true &&
			(person.hasLeft !== true || body['include_resigned'] === true),
	);
}

function entriesFor(call: ApiCall, kind: 'email' | 'mobile', address: string): object[] {
	const { platform, userIdType, caller } = call;
	const { unknownAddress, addressForm } = platform.settings.answers;
	const found = peopleOf(call, kind, address);
	if (found.length === 0) {
		if (unknownAddress === 'leftOut') return [];
		return [{ [kind]: address, ...(unknownAddress === 'blankId' && { user_id: '' }) }];
	}
	const showsId = userIdType !== 'user_id' || caller.app.scopes.includes(EMPLOYEE_ID_SCOPE);
	const showsStatus = STATUS_SCOPES.some((scope) => caller.app.scopes.includes(scope));
	return found.map((person) => ({
		...(showsId && { user_id: fromOpenId(platform.state.people, userIdType, person.openId) }),
		[kind]: addressForm === 'asStored' ? person[kind] : address,
		...(showsStatus && {
			status: {
				is_frozen: false,
				is_resigned: person.hasLeft === true,
				is_activated: person.hasLeft !== true,
				is_exited: false,
				is_unjoin: false,
			},
		}),
	}));
}

/** Tells the IDs of people by their addresses, in an order of its own. */
export const userLookUp: SiblingEndpoint = {
	rules: PAGE,
	invalid: (violations) => new Refusal(400, 99992402, `field validation failed: ${inWords(violations)}`, { fieldViolations: violations }),
	onlyReads: true,
	leavesOutUserIds: true,
	work(call) {
		const [emails, mobiles] = [call.body['emails'] ?? [], call.body['mobiles'] ?? []] as [string[], string[]];
		if (emails.length + mobiles.length === 0) {
			throw this.invalid([{ field: 'emails+mobiles', value: '0', description: 'at least one entry is needed' }]);
		}
		const entries = [
			...emails.flatMap((email) => entriesFor(call, 'email', email)),
			...mobiles.flatMap((mobile) => entriesFor(call, 'mobile', mobile)),
		];
		return { data: { user_list: entries.reverse() } };
	},
};
