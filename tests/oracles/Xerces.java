import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.xml.sax.SAXException;

/** The Xerces that comes with Java: reads file names from standard input, answers "valid" or "invalid" for each. */
public class Xerces {
    public static void main(String[] arguments) throws Exception {
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        Validator validator = factory.newSchema(new File(arguments[0])).newValidator();
        BufferedReader files = new BufferedReader(new InputStreamReader(System.in));
        PrintStream answers = new PrintStream(System.out, false);
        for (String file = files.readLine(); file != null; file = files.readLine()) {
            boolean valid = true;
            try {
                validator.validate(new StreamSource(new File(file)));
            } catch (SAXException invalid) {
                valid = false;
            }
            validator.reset();
            answers.println(valid ? "valid" : "invalid");
        }
        answers.flush();
    }
}
