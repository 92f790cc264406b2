/** Why this platform never has threads, or null. */
export const withoutThreads: string | null = "workerd has no threads";
