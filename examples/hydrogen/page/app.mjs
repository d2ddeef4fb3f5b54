// The whole of Hydrogen, as its SDK's parts make it: the browser's platform, where one is (kept in the address behind #),
// and the root of the views, which leads from logging in to the rooms.

import { createNavigation, createRouter, FeatureSet, Platform, RootViewModel } from "hydrogen-view-sdk";

// Served by serve.mjs from the packages as they are published.
const assetPaths = {
    downloadSandbox: "/assets/download-sandbox.html",
    worker: "/assets/main.js",
    olm: { wasm: "/olm/olm.wasm", wasmBundle: "/olm/olm.js", legacyBundle: "/olm/olm_legacy.js" },
    serviceWorker: "/sw.js",
};

const config = { defaultHomeServer: new URLSearchParams(location.search).get("homeserver") ?? "" };
const platform = new Platform({ container: document.body, assetPaths, config });
await platform.init();
const navigation = createNavigation();
platform.setNavigation(navigation);
const urlRouter = createRouter({ navigation, history: platform.history });
urlRouter.attach();
const features = await FeatureSet.load(platform.settingsStorage);
const root = new RootViewModel({ platform, urlRouter, navigation, features });
await root.load();
platform.createAndMountRootView(root);
