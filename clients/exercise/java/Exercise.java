import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.c2sim.api.ApiClient;
import org.c2sim.api.ApiException;
import org.c2sim.api.HistoryApi;
import org.c2sim.api.PictureApi;
import org.c2sim.api.PublishApi;
import org.c2sim.api.SchemasApi;
import org.c2sim.api.SessionApi;
import org.c2sim.api.model.C2SimError;
import org.c2sim.api.model.CreateUpdateType;
import org.c2sim.api.model.RequestCreateSession;
import org.c2sim.api.model.RequestJoinSession;
import org.c2sim.api.model.RequestResignSession;
import org.c2sim.api.model.SessionInfo;
import org.c2sim.api.model.StateType;

/** A whole exercise with the generated Java client. Usage: java Exercise.java URL MESSAGES_FOLDER */
public final class Exercise {
    private static final String SESSION = "sdk-java";
    private static final String WHO = "sdk-java";

    private final ApiClient client = new ApiClient();
    private final SessionApi sessions = new SessionApi(client);
    private final PublishApi publishing = new PublishApi(client);
    private final Path messages;

    private Exercise(String url, Path messages) {
        client.setBasePath(url + "/api");
        this.messages = messages;
    }

    public static void main(String[] arguments) throws Exception {
        new Exercise(arguments[0], Path.of(arguments[1])).run();
        System.out.println("java: the exercise ended as it should");
        System.exit(0); // The client's idle threads would keep the program for a minute.
    }

    private void run() throws Exception {
        var info = new SessionInfo().c2simSchemaVersion("2.0.0").displayName("SDK").description("An exercise");
        var created = sessions.createSession(WHO, SESSION, new RequestCreateSession().data(info));
        check(created.getCreation() == CreateUpdateType.CREATED, "the session is created");
        var schemas = new SchemasApi(client).getSchemas(WHO).getSchemas();
        check(schemas.stream().anyMatch(schema -> schema.getVersion().equals("2.0.0")), "2.0.0 is there");
        sessions.joinSession(WHO, SESSION, new RequestJoinSession().systemName("C2").clientIdDisplayName("SDK"));

        send("submit-initialization");
        send("initialization");
        sendFile("initialization");
        send("share-scenario");
        sendFile("start-scenario");
        check(sessions.getSessionInfo(WHO, SESSION).getState() == StateType.RUNNING, "the scenario runs");
        send("order");
        sendFile("order");
        send("report");
        sendFile("report");

        check(sessions.getSessionInitialization(WHO, SESSION).contains("<Message"), "the initialization is read");
        var history = new HistoryApi(client);
        var kinds = List.of("OrderBody", "ReportBody");
        var lines = history.getSessionMessages(WHO, SESSION, null, null, kinds, null, null, null, null);
        check(lines.lines().count() == 4, "orders and reports are kept");
        var document = history.getSessionMessagesXml(WHO, SESSION, null, 2, null, null, null, null, null);
        check(document.contains("<SessionMessages"), "the history is read as a document");
        var pictures = new PictureApi(client);
        check(pictures.getSessionPicture(WHO, SESSION).getEntities().get(0).getLatitude() == 52.1, "the picture is read");
        check(pictures.getSessionPictureXml(WHO, SESSION).contains("PositionReportContent"), "also as a report");

        try {
            send("invalid");
            check(false, "a report from beyond the pole is refused");
        } catch (ApiException refusal) {
            var error = C2SimError.fromJson(refusal.getResponseBody());
            check(refusal.getCode() == 400 && error.getCode().equals("XSD_VALIDATION_ERROR"), "the refusal is read");
            check(error.getDetails().get("XSD_ERROR_1").toString().contains("Latitude"), "with its details");
        }

        sessions.resignFromSession(WHO, SESSION, new RequestResignSession().reason("done"));
        check(sessions.deleteSession(WHO, SESSION, false).getMessage().contains(SESSION), "the session is deleted");
    }

    private void send(String name) throws Exception {
        var ticket = publishing.send(WHO, SESSION, Files.readString(file(name).toPath()));
        check(ticket.getTrackingId() != null, name + " is accepted");
    }

    private void sendFile(String name) throws Exception {
        check(publishing.sendFile(WHO, SESSION, file(name)).getTrackingId() != null, name + " is accepted as a file");
    }

    private File file(String name) {
        return messages.resolve(name + ".xml").toFile();
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("not so: " + what);
        }
    }
}
