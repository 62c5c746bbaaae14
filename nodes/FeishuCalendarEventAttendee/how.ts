import type { IDataObject } from 'n8n-workflow';
import { InvalidField, isBlankText, readBoolean, readSeconds } from '../shared/values';

/** Display names that messages mention. */
const ADMIN = 'Act as Meeting Room Admin';
const INSTANCE = 'Instance Start (Room Admin)';

/**
 * How attendees are changed, apart from who they are: what the two calls have in common. An option that is there
 * and whose expression yields nothing is a mistake. Left out, it would notify everybody, or change every
 * instance of the event instead of one.
 * @param notification display name of the field that says whether they are told
 */
export function readHow(source: IDataObject, timezone: string, notification: string): { body: IDataObject; instance: string } {
	const { need_notification, instance_start_time_admin, is_enable_admin } = source;
	const body: IDataObject = {};
	if ('need_notification' in source) body.need_notification = readBoolean(need_notification, notification);
	if ('is_enable_admin' in source) body.is_enable_admin = readBoolean(is_enable_admin, ADMIN);
	if (!('instance_start_time_admin' in source)) return { body, instance: '' };
	if (isBlankText(instance_start_time_admin)) {
		throw new InvalidField(INSTANCE, 'is blank', 'Choose a date and time, or remove the option.');
	}
	if (body.is_enable_admin !== true) {
		throw new InvalidField(
			INSTANCE,
			`is set while ${ADMIN} is off`,
			`Feishu uses it for meeting room administrators only: switch ${ADMIN} on, or remove the option.`,
		);
	}
	const instance = readSeconds(instance_start_time_admin, INSTANCE, timezone);
	body.instance_start_time_admin = instance;
	return { body, instance };
}
