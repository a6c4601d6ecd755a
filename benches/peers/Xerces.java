import java.io.ByteArrayInputStream;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;

/**
 * The Xerces that comes with Java, with one validator reused and with a new one for each document.
 *
 * <pre>java Xerces.java SCHEMA.xsd SECONDS FILE...</pre>
 *
 * Prints for each file and way "NAME FILE MICROSECONDS", of this thread's CPU time for one document, once it is warm.
 */
public class Xerces {
    private static final double WARM_UP_SECONDS = 3;
    /** Parts into which the time of a measurement is cut; the fastest counts. */
    private static final int PARTS = 20;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    public static void main(String[] arguments) throws Exception {
        Schema schema =
            SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(new File(arguments[0]));
        double seconds = Double.parseDouble(arguments[1]);
        Validator reused = schema.newValidator();
        for (int index = 2; index < arguments.length; index++) {
            byte[] bytes = Files.readAllBytes(Path.of(arguments[index]));
            run(reused, null, bytes, WARM_UP_SECONDS);
            double us = measure(reused, null, bytes, seconds);
            System.out.printf(java.util.Locale.ROOT, "xerces-reused %s %.3f%n", arguments[index], us);
            run(null, schema, bytes, WARM_UP_SECONDS);
            us = measure(null, schema, bytes, seconds);
            System.out.printf(java.util.Locale.ROOT, "xerces-new %s %.3f%n", arguments[index], us);
        }
    }

    private static double measure(Validator reused, Schema schema, byte[] bytes, double seconds) throws Exception {
        double best = Double.MAX_VALUE;
        for (int part = 0; part < PARTS; part++) {
            best = Math.min(best, run(reused, schema, bytes, seconds / PARTS));
        }
        return best;
    }

    /** CPU microseconds of one document. An invalid one throws. */
    private static double run(Validator reused, Schema schema, byte[] bytes, double seconds) throws Exception {
        long begun = THREADS.getCurrentThreadCpuTime();
        long documents = 0;
        long spent;
        do {
            Validator validator = reused != null ? reused : schema.newValidator();
            validator.validate(new StreamSource(new ByteArrayInputStream(bytes)));
            if (reused != null) {
                reused.reset();
            }
            documents++;
            spent = THREADS.getCurrentThreadCpuTime() - begun;
        } while (spent < seconds * 1e9);
        return spent / 1e3 / documents;
    }
}
