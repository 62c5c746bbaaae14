import type { OperationRow } from '../operation';

export const operations: readonly OperationRow[] = [];
