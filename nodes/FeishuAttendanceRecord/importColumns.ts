/** Display names of the fields, by the column that each fills. */
export const FIELDS = {
	user_id: 'Employee ID',
	creator_id: 'Creator ID',
	location_name: 'Location Name',
	check_time: 'Check Time',
	comment: 'Comment',
	ssid: 'Wi-Fi Name',
	bssid: 'Wi-Fi MAC Address',
	is_field: 'Punched Outside',
	is_wifi: 'Punched Over Wi-Fi',
	type: 'Type',
	photo_urls: 'Photo URLs',
	external_id: 'External ID',
	idempotent_id: 'Idempotent ID',
} as const;

export type Column = keyof typeof FIELDS;

export const SNAPSHOTS = 'Snapshots to Restore';
