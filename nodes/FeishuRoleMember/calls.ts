import type { Call, Rate, ReadCall } from '../shared/endpoint';
import { noRole } from './refusals';

/** Of all calls about the members of roles. */
export const rates: readonly Rate[] = [{ calls: 100, perMs: 60_000 }];

/** The members of a role, each with the departments that they have it for. */
export const memberList: ReadCall = {
	method: 'GET',
	path: '/contact/v3/functional_roles/:role_id/members',
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/functional_role-member/list',
	rates,
	refusals: {
		...noRole,
		40001: {
			what: 'Feishu does not accept a value of this call.',
			todo: 'Check Role. If it is right, give the log ID to Feishu support.',
			reach: 'record',
		},
	},
};

/** Most members on a page of `memberList`. */
export const MEMBERS_PER_PAGE = 100;

/** Somebody is not in the role. */
export const NO_MEMBER = 41203;

/** One member of a role. */
export const memberGet: ReadCall = {
	method: 'GET',
	path: '/contact/v3/functional_roles/:role_id/members/:member_id',
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/functional_role-member/get',
	rates,
	refusals: {
		...noRole,
		[NO_MEMBER]: {
			what: 'This person is not in the role.',
			todo: 'Check this ID, and that User ID Type in Options matches it.',
			reach: 'record',
		},
	},
};

/** Says for which departments people have a role. */
export const scopeSet: Call = {
	method: 'PATCH',
	path: '/contact/v3/functional_roles/:role_id/members/scopes',
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/functional_role-member/scopes',
	rates,
	refusals: {
		...noRole,
		41210: {
			what: 'Feishu does not accept these departments.',
			todo: 'Check in Feishu that they still exist.',
			reach: 'record',
		},
		41211: {
			what: 'The app has no access to one of these people or departments.',
			todo: 'Ask an administrator to add them, or all members of the company, to the contact scope of the app.',
			reach: 'record',
		},
	},
};
