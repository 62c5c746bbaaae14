import type { IDataObject } from 'n8n-workflow';
import { isObject, objectIn } from '../shared/answer';
import { InvalidField, isBlankText, quote, readBoolean, readChoice, show } from '../shared/values';

/** Most characters of each text of a card. */
const MOST = { bizId: 200, title: 60, preview: 120, avatarKey: 100, label: 20, button: 30, sound: 20, address: 700 } as const;

const MOST_BUTTONS = 2;

const LABEL_TYPES = ['primary', 'secondary', 'success', 'danger'] as const;
const ACTION_TYPES = ['url_page', 'webhook'] as const;
const BUTTON_TYPES = ['default', 'primary', 'success'] as const;

/** What of a list of parts is there. */
function present(parts: Readonly<Record<string, unknown>>): IDataObject {
	return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)) as IDataObject;
}

/**
 * A text of a card; blank text is none.
 * @throws {InvalidField} if it is too long, or no text
 */
export function readShort(value: unknown, field: string, most: number): string | undefined {
	if (isBlankText(value)) return undefined;
	const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
	if (typeof text !== 'string')
		throw new InvalidField(field, `holds ${show(text)}`, 'Enter the text itself, or an expression that returns it.');
	const { length } = Array.from(text);
	if (length <= most) return text;
	throw new InvalidField(field, `holds ${quote(text)}, which has ${length} characters`, `Shorten it to ${most}.`);
}

/** An address that Feishu opens; blank text is none. */
function readAddress(value: unknown, field: string): string | undefined {
	const address = readShort(typeof value === 'string' ? value.trim() : value, field, MOST.address);
	if (address === undefined || (/^https:\/\//i.test(address) && URL.canParse(address))) return address;
	throw new InvalidField(field, `holds ${quote(address)}, which is not an https address`, 'Enter one that begins with https://.');
}

/** A switch that may be left out. */
function readSwitch(value: unknown, field: string): boolean | undefined {
	return value === undefined ? undefined : readBoolean(value, field);
}

/** Texts by name, as an object or as JSON text of one. */
function readActions(value: unknown, field: string): IDataObject | undefined {
	if (isBlankText(value)) return undefined;
	let given: unknown = value;
	if (typeof value === 'string') {
		try {
			given = JSON.parse(value);
		} catch {
			given = undefined;
		}
	}
	if (isObject(given) && Object.values(given).every((text) => typeof text === 'string')) {
		return Object.keys(given).length === 0 ? undefined : given;
	}
	throw new InvalidField(
		field,
		`holds ${show(value)}, which is not a JSON object of texts`,
		'Write names and texts, such as {"order": "42"}.',
	);
}

function readButton(button: IDataObject): IDataObject {
	const text = readShort(button.text, 'Button Text', MOST.button);
	if (text === undefined) throw new InvalidField('Button Text', 'is blank', 'Enter what the button says, or remove the button.');
	const action_type = readChoice(button.actionType ?? 'url_page', ACTION_TYPES, 'Action');
	const urls = present({
		url: readAddress(button.url, 'URL'),
		android_url: readAddress(button.androidUrl, 'Android URL'),
		ios_url: readAddress(button.iosUrl, 'iOS URL'),
		pc_url: readAddress(button.pcUrl, 'PC URL'),
	});
	const hasUrl = Object.keys(urls).length > 0;
	if (action_type === 'url_page' && !hasUrl) {
		throw new InvalidField('URL', `is blank in the button ${quote(text)}`, 'Enter the address that the button opens.');
	}
	return present({
		action_type,
		text: { text },
		...(hasUrl && { multi_url: urls }),
		button_type: button.buttonType === undefined ? undefined : readChoice(button.buttonType, BUTTON_TYPES, 'Style'),
		action_map: readActions(button.actionMap, 'Callback Values (JSON)'),
	});
}

function readButtons(given: unknown): IDataObject | undefined {
	const { button: buttons = [] } = objectIn(given) as { button?: IDataObject[] };
	if (buttons.length === 0) return undefined;
	if (buttons.length > MOST_BUTTONS) {
		throw new InvalidField('Buttons', `holds ${buttons.length} buttons, but a card can have at most ${MOST_BUTTONS}`, 'Remove some.');
	}
	return { buttons: buttons.map(readButton) };
}

function readLabel({ statusLabel, statusLabelType }: IDataObject): IDataObject | undefined {
	const text = readShort(statusLabel, 'Status Label', MOST.label);
	if (text !== undefined) return { text, type: readChoice(statusLabelType ?? 'primary', LABEL_TYPES, 'Status Label Type') };
	if (statusLabelType === undefined) return undefined;
	throw new InvalidField('Status Label', 'is blank, but Status Label Type is set', 'Enter the text of the label, or remove its type.');
}

/** A card as it is created. */
export interface NewCard {
	/** Its business ID, if the builder gives one. */
	bizId: string | undefined;
	/** Everything else of it. */
	content: IDataObject;
}

/**
 * Reads a card from the fields of the node.
 * @throws {InvalidField}
 */
export function readCard({ title, link: given, buttons, additionalFields }: IDataObject): NewCard {
	const more = objectIn(additionalFields);
	const link = readAddress(given, 'Link');
	if (link === undefined) throw new InvalidField('Link', 'is blank', 'Enter the address that the card opens. Every card needs one.');
	const notify = present({
		close_notify: readSwitch(more.closeNotify, 'Mute Notification'),
		custom_sound_text: readShort(more.customSoundText, 'Spoken Text', MOST.sound),
		with_custom_sound: readSwitch(more.withCustomSound, 'Speak Text'),
	});
	return {
		bizId: readShort(more.bizId, 'Business ID', MOST.bizId),
		content: present({
			title: readShort(title, 'Title', MOST.title),
			avatar_key: readShort(more.avatarKey, 'Avatar Key', MOST.avatarKey),
			preview: readShort(more.preview, 'Preview', MOST.preview),
			status_label: readLabel(more),
			buttons: readButtons(buttons),
			link: { link },
			time_sensitive: readSwitch(more.timeSensitive, 'Time Sensitive'),
			...(Object.keys(notify).length > 0 && { notify }),
		}),
	};
}

/** A short text that is the same for the same text, and another one for nearly any other. */
function digestOf(text: string): string {
	let [one, two] = [0xdeadbeef, 0x41c6ce57];
	for (let index = 0; index < text.length; index += 1) {
		const code = text.charCodeAt(index);
		one = Math.imul(one ^ code, 0x9e3779b1);
		two = Math.imul(two ^ code, 0x5f356495);
	}
	return `${(one >>> 0).toString(36)}${(two >>> 0).toString(36)}`;
}

/**
 * A business ID for a card that has none: one for all of its users, another one for every other card and
 * run. With it, Feishu recognises a repeat of a call; it would create the card twice if it chose
 * the ID itself.
 */
export function mintBizId(uniqueMark: string, content: IDataObject): string {
	return `n8n-${uniqueMark}-${digestOf(JSON.stringify(content))}`;
}
