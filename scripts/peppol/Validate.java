import com.helger.diver.api.coord.DVRCoordinate;
import com.helger.io.resource.FileSystemResource;
import com.helger.phive.api.executorset.ValidationExecutorSetRegistry;
import com.helger.phive.api.execute.ValidationExecutionManager;
import com.helger.phive.api.validity.IValidityDeterminator;
import com.helger.phive.peppol.PeppolValidation;
import com.helger.phive.xml.source.IValidationSourceXML;
import com.helger.phive.xml.source.ValidationSourceXML;
import java.io.File;
import java.util.Locale;

/** Runs OpenPeppol's official rules (UBL schema, EN 16931, Peppol BIS 3) over files; one line for each finding. */
public class Validate {
  public static void main(String[] args) throws Exception {
    var registry = new ValidationExecutorSetRegistry<IValidationSourceXML>();
    PeppolValidation.initStandard(registry);
    boolean wrong = args.length < 2;
    String release = args.length > 0 ? args[0] : "";
    for (int n = 1; n < args.length; n++) {
      var file = new FileSystemResource(new File(args[n]));
      var source = ValidationSourceXML.create(file);
      String kind = source.getNode().getOwnerDocument() == null
          ? ((org.w3c.dom.Document) source.getNode()).getDocumentElement().getLocalName()
          : source.getNode().getOwnerDocument().getDocumentElement().getLocalName();
      var id = DVRCoordinate.parseOrThrow("eu.peppol.bis3:" + kind.toLowerCase(Locale.ROOT) + ":" + release);
      var rules = registry.getOfID(id);
      if (rules == null) throw new IllegalArgumentException("no rules " + id);
      var found = ValidationExecutionManager.executeValidation(IValidityDeterminator.createDefault(), rules, source, Locale.ENGLISH);
      int layers = 0;
      for (var layer : found) {
        layers++;
        for (var error : layer.getErrorList()) {
          if (!error.isSuccess()) {
            wrong = true;
            System.out.println(file.getPath() + ": " + error.getErrorLevel() + " " + error.getErrorID() + " " + error.getErrorText(Locale.ENGLISH));
          }
        }
      }
      System.out.println(file.getPath() + ": " + id.getAsSingleID() + ", " + layers + " sets of rules read");
    }
    System.exit(wrong ? 1 : 0);
  }
}
