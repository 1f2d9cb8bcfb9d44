import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Judges PDF files with the veraPDF engine: {@code java -cp ENGINE.jar VeraCheck.java QUESTION...}.
 *
 * <p>A question is STANDARD=FILE, with a name of the table below for the standard. Standard output is
 * one JSON array with an answer for each: file, standard, passed, checks, and the broken rules
 * with clause, test, count, description, message and place. Exit status 0 says that every file was
 * judged, not that it passed. The engine reads its rules through JAXB, which its jar does not hold;
 * so they are read here with the plain DOM.
 */
public final class VeraCheck {
    private static final Map<String, Standard> STANDARDS = new LinkedHashMap<>();
    private static final int FAILURES_KEPT_PER_RULE = 3;

    static {
        STANDARDS.put("PDF/A-3a", new Standard(PDFAFlavour.PDFA_3_A, "PDFA-3A.xml"));
        STANDARDS.put("PDF/A-2a", new Standard(PDFAFlavour.PDFA_2_A, "PDFA-2A.xml"));
        STANDARDS.put("PDF/A-2u", new Standard(PDFAFlavour.PDFA_2_U, "PDFA-2U.xml"));
        STANDARDS.put("PDF/A-2b", new Standard(PDFAFlavour.PDFA_2_B, "PDFA-2B.xml"));
        STANDARDS.put("PDF/UA-1", new Standard(PDFAFlavour.PDFUA_1, "PDFUA-1.xml"));
    }

    private record Standard(PDFAFlavour flavour, String resource) { }

    private VeraCheck() { }

    public static void main(String[] questions) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        Map<String, ValidationProfile> rules = new LinkedHashMap<>();
        for (Map.Entry<String, Standard> standard : STANDARDS.entrySet()) {
            rules.put(standard.getKey(), readRules(standard.getValue()));
        }
        List<String> verdicts = new ArrayList<>();
        for (String question : questions) {
            String[] parts = question.split("=", 2);
            verdicts.add(judge(parts[1], parts[0], rules.get(parts[0])));
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println("[" + String.join(",\n", verdicts) + "]");
        System.exit(0);
    }

    private static String judge(String file, String standard, ValidationProfile rules)
            throws Exception {
        PDFAFlavour flavour = STANDARDS.get(standard).flavour();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour)) {
            ValidationResult result = ValidatorFactory
                    .createValidator(rules, FAILURES_KEPT_PER_RULE, false, true, false)
                    .validate(parser);
            return "{\"file\":" + quote(file) + ",\"standard\":" + quote(standard)
                    + ",\"passed\":" + result.isCompliant()
                    + ",\"checks\":" + result.getTotalAssertions()
                    + ",\"broken\":[" + String.join(",", brokenRules(result)) + "]}";
        }
    }

    private static List<String> brokenRules(ValidationResult result) {
        Map<RuleId, TestAssertion> examples = new LinkedHashMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                examples.putIfAbsent(assertion.getRuleId(), assertion);
            }
        }
        List<String> broken = new ArrayList<>();
        result.getFailedChecks().forEach((rule, count) -> {
            TestAssertion example = examples.get(rule);
            String more = example == null ? "" : ",\"rule\":" + quote(example.getMessage())
                    + ",\"message\":" + quote(example.getErrorMessage())
                    + ",\"place\":" + quote(example.getLocation().getContext());
            broken.add("{\"clause\":" + quote(rule.getClause())
                    + ",\"test\":" + rule.getTestNumber() + ",\"count\":" + count + more + "}");
        });
        return broken;
    }

    private static ValidationProfile readRules(Standard standard) throws Exception {
        String path = "/org/verapdf/pdfa/validation/" + standard.resource();
        Element profile;
        try (InputStream stream = ValidationProfile.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("the engine holds no " + path);
            }
            profile = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                    .parse(stream).getDocumentElement();
        }
        Set<Rule> rules = new LinkedHashSet<>();
        for (Element element : elements(profile, "rule")) {
            rules.add(readRule(element));
        }
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element element : elements(profile, "variable")) {
            variables.add(Profiles.variableFromValues(
                    element.getAttribute("name"), element.getAttribute("object"),
                    text(element, "defaultValue"), text(element, "value")));
        }
        if (rules.isEmpty()) {
            throw new IllegalStateException("no rules in " + path);
        }
        return Profiles.profileFromValues(
                standard.flavour(),
                Profiles.profileDetailsFromValues(standard.resource(), "", "", new Date(0)),
                "", rules, variables);
    }

    private static Rule readRule(Element rule) {
        Element id = elements(rule, "id").get(0);
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element argument : elements(rule, "argument")) {
            arguments.add(ErrorArgumentImpl.fromValues(
                    argument.getTextContent(), attribute(argument, "name"), null));
        }
        String deferred = attribute(rule, "deferred");
        return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(
                        PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                        id.getAttribute("clause"),
                        Integer.parseInt(id.getAttribute("testNumber"))),
                rule.getAttribute("object"),
                deferred == null ? null : Boolean.valueOf(deferred),
                attribute(rule, "tags"),
                text(rule, "description"),
                text(rule, "test"),
                Profiles.errorFromValues(text(rule, "message"), arguments),
                List.of());
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        List<Element> found = new ArrayList<>();
        for (int index = 0; index < nodes.getLength(); index++) {
            found.add((Element) nodes.item(index));
        }
        return found;
    }

    private static String text(Element parent, String name) {
        List<Element> found = elements(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }

    private static String attribute(Element element, String name) {
        return element.hasAttribute(name) ? element.getAttribute(name) : null;
    }

    private static String quote(String text) {
        if (text == null) {
            return "null";
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (char letter : text.toCharArray()) {
            if (letter == '"' || letter == '\\') {
                quoted.append('\\').append(letter);
            } else if (letter < ' ') {
                quoted.append(String.format("\\u%04x", (int) letter));
            } else {
                quoted.append(letter);
            }
        }
        return quoted.append('"').toString();
    }
}
