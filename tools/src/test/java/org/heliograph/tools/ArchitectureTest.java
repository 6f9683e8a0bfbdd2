// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Set;

/** Who may know whom: the table of modules and the rules beside it in docs/overview.md. */
@AnalyzeClasses(packages = "org.heliograph", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final Set<String> OCTET_STREAMS =
            Set.of(
                    "java.io.InputStream",
                    "java.io.OutputStream",
                    "java.io.ByteArrayInputStream",
                    "java.io.IOException");

    private static final String CODEC = "org.heliograph.pdu..";
    private static final String PUSH = "org.heliograph.wappush..";
    private static final String CONFIG = "org.heliograph.config..";
    private static final String SUBSCRIBERS = "org.heliograph.subscribers..";
    private static final String CHARGING = "org.heliograph.charging..";
    private static final String SMSC = "org.heliograph.smsc..";
    private static final String MMSC = "org.heliograph.mmsc..";
    private static final String CONSOLE = "org.heliograph.console..";
    private static final String TOOLS = "org.heliograph.tools..";

    @ArchTest
    static final ArchRule codecIsPure =
            classes()
                    .that()
                    .resideInAPackage(CODEC)
                    .should()
                    .onlyDependOnClassesThat(pureOr(CODEC));

    @ArchTest
    static final ArchRule pushIsPure =
            classes()
                    .that()
                    .resideInAPackage(PUSH)
                    .should()
                    .onlyDependOnClassesThat(pureOr(CODEC, PUSH));

    @ArchTest static final ArchRule configKnowsNoMessages = ours(CONFIG, CONFIG);

    @ArchTest static final ArchRule subscribersKnowConfig = ours(SUBSCRIBERS, SUBSCRIBERS, CONFIG);

    @ArchTest static final ArchRule chargingKnowsNoMessages = ours(CHARGING, CHARGING, CONFIG);

    @ArchTest
    static final ArchRule smscKnowsNeitherMmscNorPush =
            ours(SMSC, SMSC, CODEC, CONFIG, SUBSCRIBERS, CHARGING);

    @ArchTest
    static final ArchRule mmscReachesTheSmscBySmppOnly =
            ours(MMSC, MMSC, CODEC, PUSH, CONFIG, SUBSCRIBERS, CHARGING);

    @ArchTest
    static final ArchRule consoleKnowsCentres =
            ours(CONSOLE, CONSOLE, CONFIG, CODEC, SUBSCRIBERS, SMSC);

    @ArchTest
    static final ArchRule nobodyUsesTools =
            noClasses()
                    .that(
                            resideInAPackage("org.heliograph..")
                                    .and(DescribedPredicate.not(resideInAPackage(TOOLS))))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(TOOLS);

    @ArchTest
    static final ArchRule smscCoreKnowsNoAdapter =
            coreKnowsNoAdapter(
                    new String[] {
                        "message",
                        "metrics",
                        "accept",
                        "charge",
                        "firewall",
                        "queue",
                        "route",
                        "deliver",
                        "report",
                        "register",
                        "policy"
                    },
                    new String[] {"smpp", "sip", "store", "redis"},
                    "org.heliograph.smsc.");

    @ArchTest
    static final ArchRule mmscCoreKnowsNoAdapter =
            coreKnowsNoAdapter(
                    new String[] {
                        "message",
                        "metrics",
                        "charge",
                        "content",
                        "submit",
                        "push",
                        "notify",
                        "adapt",
                        "page",
                        "retrieve",
                        "report",
                        "setup",
                        "policy"
                    },
                    new String[] {"mm1", "smpp", "store", "web"},
                    "org.heliograph.mmsc.");

    @ArchTest
    static final ArchRule chargingCoreKnowsNoAdapter =
            coreKnowsNoAdapter(
                    new String[] {"rating", "credit", "cdr"},
                    new String[] {"cgrates", "store"},
                    "org.heliograph.charging.");

    @ArchTest
    static final ArchRule smscAdaptersKnowNoOther =
            slices().matching("org.heliograph.smsc.(smpp|sip|store|redis)..")
                    .should()
                    .notDependOnEachOther();

    @ArchTest
    static final ArchRule mmscAdaptersKnowNoOther =
            slices().matching("org.heliograph.mmsc.(mm1|smpp|store|web)..")
                    .should()
                    .notDependOnEachOther();

    @ArchTest
    static final ArchRule chargingAdaptersKnowNoOther =
            slices().matching("org.heliograph.charging.(cgrates|store)..")
                    .should()
                    .notDependOnEachOther();

    @ArchTest
    static final ArchRule noPackageCycles =
            slices().matching("org.heliograph.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule jsmppLivesInSmpp =
            livesOnlyIn(
                    "org.jsmpp..",
                    "org.heliograph.smsc.smpp..",
                    "org.heliograph.mmsc.smpp..",
                    TOOLS);

    @ArchTest
    static final ArchRule jettyLivesInMm1AndConsole =
            livesOnlyIn(
                    "org.eclipse.jetty..",
                    "org.heliograph.mmsc.http..",
                    "org.heliograph.mmsc.mm1..",
                    "org.heliograph.mmsc.web..",
                    CONSOLE,
                    TOOLS);

    @ArchTest
    static final ArchRule picturesLiveInAdapt =
            livesOnlyIn("javax.imageio..", "org.heliograph.mmsc.adapt..", TOOLS);

    @ArchTest
    static final ArchRule twelveMonkeysLiveInAdapt =
            livesOnlyIn("com.twelvemonkeys..", "org.heliograph.mmsc.adapt..");

    @ArchTest
    static final ArchRule prometheusLivesInConsole =
            livesOnlyIn("io.micrometer.prometheusmetrics..", CONSOLE);

    @ArchTest
    static final ArchRule dnsjavaLivesInSip =
            livesOnlyIn("org.xbill..", "org.heliograph.smsc.sip..");

    @ArchTest
    static final ArchRule jedisLivesInRedis =
            livesOnlyIn("redis.clients..", "org.heliograph.smsc.redis..");

    @ArchTest
    static final ArchRule groovyLivesWhereScriptsAreRun =
            livesOnlyIn("groovy..", "org.heliograph.config.script..");

    @ArchTest
    static final ArchRule groovysCompilerLivesWhereScriptsAreRun =
            livesOnlyIn("org.codehaus.groovy..", "org.heliograph.config.script..");

    @ArchTest
    static final ArchRule scriptEnginesLiveWhereScriptsAreRun =
            livesOnlyIn("javax.script..", "org.heliograph.config.script..");

    @ArchTest
    static final ArchRule bouncyCastleLivesInConfig =
            livesOnlyIn("org.bouncycastle..", "org.heliograph.config..");

    @ArchTest
    static final ArchRule jdbcLivesInStore = // config opens the database, and asks it nothing
            livesOnlyIn(
                    "java.sql..",
                    "org.heliograph.smsc.store..",
                    "org.heliograph.mmsc.store..",
                    "org.heliograph.charging.store..",
                    CONFIG);

    @ArchTest static final ArchRule databaseIsOpenedByConfig = livesOnlyIn("org.h2..", CONFIG);

    @ArchTest
    static final ArchRule serverIsReachedByConfig = livesOnlyIn("org.postgresql..", CONFIG);

    @ArchTest
    static final ArchRule sipLivesInSip =
            noClasses()
                    .that(
                            DescribedPredicate.not(
                                    resideInAnyPackage("org.heliograph.smsc.sip..", TOOLS)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("javax.sip..", "gov.nist..");

    @ArchTest
    static final ArchRule yamlLivesInConfig = livesOnlyIn("tools.jackson.dataformat..", CONFIG);

    @ArchTest
    static final ArchRule jsonLivesWhereItIsSpoken =
            livesOnlyIn(
                    "tools.jackson..",
                    CONFIG,
                    "org.heliograph.charging.cgrates..",
                    "org.heliograph.charging.cdr..",
                    "org.heliograph.subscribers.lookup..",
                    CONSOLE,
                    TOOLS);

    @ArchTest
    static final ArchRule everyPackageIsNullMarked =
            classes()
                    .that()
                    .haveSimpleName("package-info")
                    .should()
                    .beAnnotatedWith("org.jspecify.annotations.NullMarked");

    private static ArchRule ours(String module, String... mayUse) {
        return classes()
                .that()
                .resideInAPackage(module)
                .should()
                .onlyDependOnClassesThat(
                        DescribedPredicate.not(resideInAPackage("org.heliograph.."))
                                .or(resideInAnyPackage(mayUse)));
    }

    /** No I/O, clock, log or thread: of the JDK only what computes. */
    private static DescribedPredicate<JavaClass> pureOr(String... ours) {
        return resideInAnyPackage(ours)
                .or(
                        resideInAnyPackage(
                                "java.lang",
                                "java.lang.runtime",
                                "java.lang.invoke",
                                "java.util",
                                "java.util.function",
                                "java.util.stream",
                                "java.time..",
                                "java.nio.charset",
                                "java.nio",
                                "java.math",
                                "org.jspecify.annotations"))
                .or(
                        DescribedPredicate.describe(
                                "octet streams that a caller brings",
                                ArchitectureTest::isOctetStreamOrPrimitive));
    }

    private static boolean isOctetStreamOrPrimitive(JavaClass type) {
        JavaClass component = type.getBaseComponentType();
        return component.isPrimitive() || OCTET_STREAMS.contains(component.getName());
    }

    private static ArchRule coreKnowsNoAdapter(String[] core, String[] adapters, String prefix) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages(prefix, core))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(prefix, adapters));
    }

    private static String[] packages(String prefix, String[] names) {
        return Arrays.stream(names).map(name -> prefix + name + "..").toArray(String[]::new);
    }

    private static ArchRule livesOnlyIn(String library, String... homes) {
        return noClasses()
                .that(
                        resideInAPackage("org.heliograph..")
                                .and(DescribedPredicate.not(resideInAnyPackage(homes))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }
}
