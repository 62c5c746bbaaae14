import {
	ICredentialsHelper,
	NodeHelpers,
	isExpression,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type ICredentialType,
	type ICredentialsExpressionResolveValues,
	type IExecuteData,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeProperties,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { FeishuAccessTokenApi } from '../../credentials/FeishuAccessTokenApi.credentials';
import { FeishuOAuth2Api } from '../../credentials/FeishuOAuth2Api.credentials';
import { FeishuTenantApi } from '../../credentials/FeishuTenantApi.credentials';

/** The part of n8n's own `oAuth2Api` that its OAuth helper reads. */
const oAuth2Api: INodeProperties[] = ['clientId', 'clientSecret', 'accessTokenUrl', 'authUrl', 'scope', 'grantType', 'authentication'].map(
	(name) => ({ displayName: name, name, type: 'string', default: '' }),
);

const types: Readonly<Record<string, ICredentialType>> = {
	feishuAccessTokenApi: new FeishuAccessTokenApi(),
	feishuOAuth2Api: new FeishuOAuth2Api(),
	feishuTenantApi: new FeishuTenantApi(),
};

/** Own properties go before those of the type a credential extends, as in n8n. */
function propertiesOf(type: string): INodeProperties[] {
	const own = types[type]?.properties ?? [];
	const inherited = types[type]?.extends ? oAuth2Api.filter(({ name }) => !own.some((property) => property.name === name)) : [];
	return [...own, ...inherited];
}

function required(type: string): ICredentialType {
	const found = types[type];
	if (found === undefined) throw new Error(`unknown credential type ${type}`);
	return found;
}

/**
 * Stored credentials, and what n8n's server does with them. n8n-core leaves this to the `n8n`
 * package, which keeps them in its database: here they are in memory, as the user entered them. The
 * rules (when a token is fetched, what is stored) are those of n8n 2.x; the end-to-end tests run the
 * same through the real server of both lines.
 */
export class CredentialStore extends ICredentialsHelper {
	/** How often a credential was read, by its ID. */
	readonly reads = new Map<string, number>();

	constructor(readonly stored: Record<string, ICredentialDataDecryptedObject>) {
		super();
	}

	getParentTypes(type: string): string[] {
		return types[type]?.extends ?? [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		type: string,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = required(type);
		if (typeof authenticate !== 'function') throw new Error(`${type} has no authenticate function`);
		return await authenticate(credentials, requestOptions);
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		type: string,
		node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const { preAuthentication } = required(type);
		if (preAuthentication === undefined) return undefined;
		if (credentials.accessToken !== '' && !credentialsExpired) return undefined;
		const output = (await preAuthentication.call(helpers, credentials)) as ICredentialDataDecryptedObject;
		const details = node.credentials?.[type];
		if (details === undefined) return undefined;
		this.keep(details, credentials, output);
		return Object.assign(credentials, output);
	}

	/** Stores what a credential has fetched: its token, and nothing in place of an expression. */
	protected keep(
		details: INodeCredentialsDetails,
		_resolved: ICredentialDataDecryptedObject,
		output: ICredentialDataDecryptedObject,
	): void {
		const stored = this.dataOf(details);
		for (const [key, value] of Object.entries(output)) {
			if (key === 'accessToken' || !isExpression(stored[key])) stored[key] = value;
		}
	}

	async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	getCredentials(): Promise<ICredentials> {
		throw new Error('the engine never asks for the stored form');
	}

	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		details: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		resolve?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const stored = this.dataOf(details);
		this.reads.set(String(details.id), (this.reads.get(String(details.id)) ?? 0) + 1);
		if (raw === true) return structuredClone(stored);
		const withDefaults = NodeHelpers.getNodeParameters(
			propertiesOf(type),
			structuredClone(stored) as INode['parameters'],
			true,
			false,
			null,
			null,
		) as ICredentialDataDecryptedObject;
		for (const field of ['allowedHttpRequestDomains', 'allowedDomains'] as const) {
			if (stored[field] !== undefined) withDefaults[field] = stored[field];
		}
		if (stored.oauthTokenData !== undefined) withDefaults.oauthTokenData = structuredClone(stored.oauthTokenData);
		if (resolve === undefined) return withDefaults;
		return resolve.workflow.expression.getParameterValue(
			withDefaults as INode['parameters'],
			resolve.runExecutionData,
			resolve.runIndex,
			resolve.itemIndex,
			resolve.node.name,
			resolve.connectionInputData,
			mode,
			{},
			executeData,
			false,
			withDefaults,
		) as ICredentialDataDecryptedObject;
	}

	async updateCredentials(details: INodeCredentialsDetails, _type: string, data: ICredentialDataDecryptedObject): Promise<void> {
		this.stored[String(details.id)] = data;
	}

	async updateCredentialsOauthTokenData(
		details: INodeCredentialsDetails,
		_type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.dataOf(details).oauthTokenData = structuredClone(data.oauthTokenData ?? {});
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		return propertiesOf(type);
	}

	private dataOf(details: INodeCredentialsDetails): ICredentialDataDecryptedObject {
		const data = this.stored[String(details.id)];
		if (data === undefined) throw new Error(`no credential ${String(details.id)}`);
		return data;
	}
}

/** The same as n8n 1.x has it: with a token, it stores what the expressions of the credential resolved to. */
export class CredentialStoreOfN8n1 extends CredentialStore {
	protected override keep(
		details: INodeCredentialsDetails,
		resolved: ICredentialDataDecryptedObject,
		output: ICredentialDataDecryptedObject,
	): void {
		this.stored[String(details.id)] = { ...resolved, ...output };
	}
}
