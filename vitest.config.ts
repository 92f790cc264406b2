import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: "all", include: ["test/**/*.test.ts"] } },
      {
        extends: true,
        test: {
          name: "spilled",
          env: { NDWASM_TEST_SPILLED: "1" },
          include: ["test/cases/*.test.ts"],
          exclude: ["test/cases/{compare,errors,run}.test.ts"],
          setupFiles: ["test/spilled.ts"],
        },
      },
    ],
  },
});
