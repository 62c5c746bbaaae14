import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findContentFaults, findSizeFaults } from './contents';
import { install, listFiles, pack, provideWorkflow } from './installation';
import { findForeignText } from './language';
import { findLoadingFaults } from './loading';
import { findManifestFaults, type Manifest } from './manifest';
import { buildElsewhere, findDifferences } from './reproduction';
import { findBlindScanner, findScannerFaults } from './scan';

const repository = path.resolve(__dirname, '../..');

async function checkPackage(work: string): Promise<string[]> {
	const packedHere = await pack(repository, path.join(work, 'packed'));
	const packages = await install(packedHere.tarball, path.join(work, 'installed'));
	const installed = (await readdir(packages)).filter((name) => !name.startsWith('.'));

	const ours = JSON.parse(await readFile(path.join(repository, 'package.json'), 'utf8')) as Manifest;
	const unpacked = path.join(packages, ours.name);
	const manifest = JSON.parse(await readFile(path.join(unpacked, 'package.json'), 'utf8')) as Manifest;
	const packed = await listFiles(unpacked);
	const contentFaults = findContentFaults(packed, manifest, (file) => existsSync(path.join(repository, file)));
	const texts = await Promise.all(packed.map(async (file) => [file, await readFile(path.join(unpacked, file), 'utf8')] as const));
	console.log(
		`${path.basename(packedHere.tarball)}: ${packed.length} files, ${packedHere.size} bytes, ${manifest.n8n.nodes.length} nodes, ${manifest.n8n.credentials.length} credentials.`,
	);
	console.log(packedHere.integrity);

	const elsewhere = path.join(work, 'built elsewhere');
	await buildElsewhere(repository, elsewhere);
	const packedElsewhere = await pack(elsewhere, path.join(work, 'packed elsewhere'));

	const [planted] = manifest.n8n.nodes;
	const scannerFaults = [
		...(await findScannerFaults(repository, 'sources')),
		...(await findScannerFaults(unpacked, 'tarball')),
		...(planted !== undefined && packed.includes(planted) ? await findBlindScanner(unpacked, path.join(work, 'planted'), planted) : []),
	];

	await provideWorkflow(packages);
	return [
		...findManifestFaults({ ...manifest }),
		...installed.filter((name) => name !== ours.name).map((name) => `${name}: is installed along with the package.`),
		...contentFaults,
		...findSizeFaults(packedHere.size),
		...findForeignText(new Map(texts)),
		...findDifferences(packedHere, packedElsewhere),
		...scannerFaults,
		...findLoadingFaults(unpacked, manifest),
	];
}

async function main(): Promise<void> {
	const work = await mkdtemp(path.join(tmpdir(), 'check-package-'));
	try {
		const findings = await checkPackage(work);
		for (const finding of findings) console.error(`✗ ${finding}`);
		if (findings.length > 0) process.exitCode = 1;
		else {
			console.log(
				"✓ Holds dist and English documentation alone, is the same tarball when built elsewhere, installs nothing else, passes n8n's scanner, and loads in n8n's loader.",
			);
		}
	} finally {
		await rm(work, { recursive: true, force: true });
	}
}

void main();
