// A whole exercise with the generated Go client. Usage: exercise URL MESSAGES_FOLDER
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	c2simapi "c2sim.example/clients/go"
)

const (
	session = "sdk-go"
	who     = "sdk-go-one"
)

type exercise struct {
	client   *c2simapi.APIClient
	messages string
}

func main() {
	configuration := c2simapi.NewConfiguration()
	configuration.Servers = c2simapi.ServerConfigurations{{URL: os.Args[1] + "/api"}}
	run := exercise{c2simapi.NewAPIClient(configuration), os.Args[2]}
	if err := run.all(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "go:", err)
		os.Exit(1)
	}
	fmt.Println("go: the exercise ended as it should")
}

func (e exercise) all(ctx context.Context) error {
	steps := []func(context.Context) error{e.prepare, e.publish, e.read, e.refuse, e.leave}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (e exercise) prepare(ctx context.Context) error {
	request := c2simapi.NewRequestCreateSession(*c2simapi.NewSessionInfo("2.0.0", "SDK", "An exercise"))
	created, _, err := e.client.SessionAPI.CreateSession(ctx, session).ClientId(who).RequestCreateSession(*request).Execute()
	if err != nil {
		return err
	}
	if created.Creation != c2simapi.CREATED || created.Session.State != c2simapi.UNINITIALIZED {
		return fmt.Errorf("the session is %v, %v", created.Creation, created.Session.State)
	}
	schemas, _, err := e.client.SchemasAPI.GetSchemas(ctx).ClientId(who).Execute()
	if err != nil || len(schemas.Schemas) < 2 {
		return fmt.Errorf("schemas: %v, %w", schemas, err)
	}
	join := c2simapi.NewRequestJoinSession("SDK")
	join.SetSystemName("C2")
	_, _, err = e.client.SessionAPI.JoinSession(ctx, session).ClientId(who).RequestJoinSession(*join).Execute()
	return err
}

func (e exercise) publish(ctx context.Context) error {
	for _, step := range []struct {
		name string
		send func(context.Context, string) error
	}{
		{"submit-initialization", e.send}, {"initialization", e.send}, {"initialization", e.sendFile},
		{"share-scenario", e.send}, {"start-scenario", e.sendFile},
		{"order", e.send}, {"order", e.sendFile}, {"report", e.send}, {"report", e.sendFile},
	} {
		if err := step.send(ctx, step.name); err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
	}
	info, _, err := e.client.SessionAPI.GetSessionInfo(ctx, session).ClientId(who).Execute()
	if err != nil || info.State != c2simapi.RUNNING {
		return fmt.Errorf("the session should be RUNNING: %v, %w", info, err)
	}
	return nil
}

func (e exercise) read(ctx context.Context) error {
	initialization, _, err := e.client.SessionAPI.GetSessionInitialization(ctx, session).ClientId(who).Execute()
	if err := found(initialization, err, "<Message ", 1); err != nil {
		return err
	}
	lines, _, err := e.client.HistoryAPI.GetSessionMessages(ctx, session).ClientId(who).
		Kind([]string{"OrderBody", "ReportBody"}).Execute()
	if err := found(lines, err, `"address"`, 4); err != nil {
		return err
	}
	document, _, err := e.client.HistoryAPI.GetSessionMessagesXml(ctx, session).ClientId(who).Limit(2).Execute()
	if err := found(document, err, "<SessionMessage ", 2); err != nil {
		return err
	}
	picture, _, err := e.client.PictureAPI.GetSessionPicture(ctx, session).ClientId(who).Execute()
	if err != nil || len(picture.Entities) != 1 || *picture.Entities[0].Latitude.Get() != 52.1 {
		return fmt.Errorf("picture: %v, %w", picture, err)
	}
	report, _, err := e.client.PictureAPI.GetSessionPictureXml(ctx, session).ClientId(who).Execute()
	return found(report, err, "<PositionReportContent", 1)
}

// found tells whether what was read holds the text as often as it should.
func found(read string, err error, text string, times int) error {
	if err == nil && strings.Count(read, text) != times {
		err = fmt.Errorf("%s should be there %d times: %s", text, times, read)
	}
	return err
}

func (e exercise) refuse(ctx context.Context) error {
	err := e.send(ctx, "invalid")
	var refusal *c2simapi.GenericOpenAPIError
	if !errors.As(err, &refusal) {
		return fmt.Errorf("a report from beyond the pole: %w", err)
	}
	decoded, ok := refusal.Model().(c2simapi.C2SimError)
	if !ok || decoded.Code != "XSD_VALIDATION_ERROR" || !strings.Contains(fmt.Sprint(decoded.Details["XSD_ERROR_1"]), "Latitude") {
		return fmt.Errorf("the refusal is not read: %v", refusal.Model())
	}
	return nil
}

func (e exercise) leave(ctx context.Context) error {
	resign := c2simapi.NewRequestResignSession()
	if _, _, err := e.client.SessionAPI.ResignFromSession(ctx, session).ClientId(who).RequestResignSession(*resign).Execute(); err != nil {
		return err
	}
	_, _, err := e.client.SessionAPI.DeleteSession(ctx, session).ClientId(who).Force(false).Execute()
	return err
}

func (e exercise) send(ctx context.Context, name string) error {
	text, err := os.ReadFile(filepath.Join(e.messages, name+".xml"))
	if err != nil {
		return err
	}
	_, _, err = e.client.PublishAPI.Send(ctx, session).ClientId(who).Body(string(text)).Execute()
	return err
}

func (e exercise) sendFile(ctx context.Context, name string) error {
	file, err := os.Open(filepath.Join(e.messages, name+".xml"))
	if err != nil {
		return err
	}
	defer file.Close()
	_, _, err = e.client.PublishAPI.SendFile(ctx, session).ClientId(who).File(file).Execute()
	return err
}
