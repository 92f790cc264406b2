/** Why this platform never has threads, or null. */
export const withoutThreads: string | null = "edge functions have no threads";
