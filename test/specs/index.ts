export { FIFTY_PER_SECOND, GENERAL_CODES, RATE_HEADERS, TENANT_TOKEN, TENANT_TOKEN_CODES } from './general';
export type { GeneralCode } from './general';
export type * from './spec';
export { EMPLOYEE_ID_SCOPE, THOUSAND_PER_MINUTE_FIFTY_PER_SECOND, USER_ID_TYPES } from './spec';
