import type { IDataObject } from 'n8n-workflow';
import { newBy, objectIn } from '../shared/answer';
import type { CallContext, Finding, FindOperation, ItemContext, ReadCall, Reader, RecordKeys } from '../shared/endpoint';
import { findAll } from '../shared/findAll';
import type { UserIdType } from '../shared/idKinds';
import { PER_PAGE, myTasks, taskGet, tasklists, tasksOfList } from './calls';
import { ONLY_THESE, ROLES_FIELD } from './getAllFields';
import { isNamed, membersIn, type Member } from './members';
import { guidOf, taskFacts } from './tasks';

/** What yields tasks: the only one that is asked for, a task list, or the tasks of a person. */
interface Source {
	keys: RecordKeys;
	/** The call that lists its tasks, and its path; none for the only one. */
	list?: { call: ReadCall; path?: RecordKeys; query?: IDataObject };
}

const MINE: Source = { keys: { scope: 'my_tasks' }, list: { call: myTasks, query: { type: 'my_tasks' } } };

/** The task lists that the token can read, after what a person is responsible for. */
async function* sourcesOf(isPerson: boolean, query: IDataObject, reader: Reader): AsyncGenerator<Source> {
	if (isPerson) yield MINE;
	const isNew = newBy('guid');
	for await (const list of reader.pages(tasklists, 'items', { query: { page_size: PER_PAGE, ...query } })) {
		const tasklist_guid = guidOf(list);
		if (tasklist_guid !== '' && isNew(list)) {
			yield { keys: { tasklist_guid }, list: { call: tasksOfList, path: { tasklist_guid } } };
		}
	}
}

/** What a search wants of the members of a task. */
class Wanted {
	private readonly roles: readonly string[] | undefined;
	private readonly only: ReadonlySet<string> | undefined;

	constructor(
		{ roles, only }: IDataObject,
		readonly userIdType: UserIdType,
	) {
		this.roles = roles as string[] | undefined;
		this.only = only === undefined ? undefined : new Set(only as string[]);
	}

	/** Members in a wanted role. */
	inRole(task: IDataObject): Member[] {
		return (membersIn(task) ?? []).filter(({ role }) => this.roles?.includes(role) !== false);
	}

	isOne({ id }: Member): boolean {
		return this.only?.has(id) !== false;
	}

	/** Which option leaves out all members of a task, if there are some. */
	leftOutBy(task: IDataObject): string | undefined {
		const members = membersIn(task) ?? [];
		if (members.length === 0) return undefined;
		const inRole = this.inRole(task);
		if (inRole.length === 0) return ROLES_FIELD;
		return inRole.some((member) => this.isOne(member)) ? undefined : ONLY_THESE;
	}
}

/** Finds members of one task, or of all tasks that the token sees: a list of tasks has their members, and each task counts once. */
export function findMembers(
	[record = {}]: readonly RecordKeys[],
	{ query: { user_id_type: type }, body }: CallContext,
	reader: Reader,
	{ timezone, account, plans }: ItemContext,
): ReturnType<FindOperation['find']> {
	const { task_guid: only } = record;
	const ofKind: IDataObject = type === undefined ? {} : { user_id_type: type };
	const wanted = new Wanted(body, ((type as string | undefined) ?? 'open_id') as UserIdType);
	const isNewTask = newBy('guid');
	const repeated = new WeakSet<IDataObject>();

	const taskBy = async (task_guid: string): Promise<IDataObject> => {
		const { data } = await reader.ask(taskGet, { path: { task_guid }, ...(type !== undefined && { query: ofKind }) });
		return { ...objectIn(data.task), guid: task_guid };
	};
	async function* tasksIn({ list }: Source): AsyncGenerator<IDataObject> {
		if (list === undefined) {
			yield await taskBy(only ?? '');
			return;
		}
		const { call, path, query } = list;
		const completed = body.completed === undefined ? {} : { completed: body.completed };
		const question = { ...(path && { path }), query: { page_size: PER_PAGE, ...query, ...completed, ...ofKind } };
		for await (const task of reader.pages(call, 'items', question)) {
			yield membersIn(task) === undefined && guidOf(task) !== '' ? await taskBy(guidOf(task)) : task;
		}
	}
	const itemOf = (task: IDataObject, { id, role, type: kind, name }: Member): IDataObject => {
		const { known, rest } = taskFacts(task, timezone);
		return { ...(name !== '' && { member_name: name }), ...known, task_guid: guidOf(task), member_id: id, role, type: kind, ...rest };
	};

	const one: Source = { keys: { task_guid: only ?? '' } };
	const findings: AsyncIterable<Finding> = findAll(
		{
			things: sourcesOf(account?.isPerson === true, ofKind, reader),
			many: 'task lists',
			keys: only === undefined ? { scope: 'all' } : one.keys,
			keysOf: ({ keys }) => keys,
			read: tasksIn,
			items(task) {
				if (!isNewTask(task)) {
					repeated.add(task);
					return [];
				}
				return wanted
					.inRole(task)
					.filter((member) => member.id !== '' && wanted.isOne(member))
					.map((member) => itemOf(task, member));
			},
			leftOutBy: (task) => (repeated.has(task) ? undefined : wanted.leftOutBy(task)),
			// One task has a member once in a role, and of each task only the first is taken.
			key: '',
			plans,
			isNameless: (task) => !repeated.has(task) && wanted.inRole(task).some((member) => !isNamed(member, wanted.userIdType)),
			nameless: (count) => `Feishu gives no such ID of some members of ${count === 1 ? 'one task' : `${count} tasks`}`,
		},
		only === undefined ? undefined : async () => await Promise.resolve(one),
	);
	return findings;
}
