use poem::{Endpoint, Request, Response};

use super::*;
use crate::ops::{configuration::DoorOpening, status::tests::report};

fn ops(configuration: Configuration) -> Ops {
    Ops {
        configuration: Arc::new(configuration),
        metrics: Arc::new(Metrics::new(10, crate::feed::Durability::Sync)),
        shutdown: Shutdown::new(),
        documents: ApiDocuments {
            yaml: "openapi: 3.0.3\n",
            asyncapi_yaml: "asyncapi: 3.0.0\n",
            json: r#"{"openapi":"3.0.3","servers":[{"url":"/api"}]}"#,
            extensions_yaml: "openapi: 3.0.3 # more\n",
            whole_json: r#"{"openapi":"3.0.3","servers":[{"url":"/api"}],"tags":[]}"#,
            live_json: r#"{"openapi":"3.0.0"}"#.into(),
        },
        status: Arc::new(report),
    }
}

async fn get(routes: &Route, path: &str, accept: &str) -> Response {
    let request = Request::builder().uri(path.parse().unwrap()).header("Accept", accept).finish();
    routes.get_response(request).await
}

#[tokio::test]
async fn every_page_answers_with_its_type_and_content() {
    let routes = routes(ops(Configuration::default()));
    for (path, content_type, words) in [
        ("/", "text/html; charset=utf-8", "href=\"/status\""),
        ("/status", "text/html; charset=utf-8", "Nothing is wrong."),
        ("/health", "application/json", "{\"status\":\"UP\",\"timestamp\":"),
        ("/metrics", METRICS, "c2sim_server_active_requests{c2sim_app=\"c2sim-server\"} 0"),
        ("/configuration", MARKDOWN, "| C2SIM_MAX_MSG_SIZE_MB | 10.0 |"),
        ("/openapi.yaml", "application/yaml", "openapi: 3.0.3\n"),
        ("/openapi.json", "application/json", "3.0.3"),
        ("/openapi-extensions.yaml", "application/yaml", "# more"),
        ("/c2sim-server.yaml", "application/yaml", "openapi: 3.0.3\n"),
        ("/openapi-all.json", "application/json", "tags"),
        ("/openapi-live.json", "application/json", "3.0.0"),
        ("/openapi-ui.html", "text/html; charset=utf-8", "SwaggerUIBundle"),
    ] {
        let response = get(&routes, path, "*/*").await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert_eq!(response.content_type(), Some(content_type), "{path}");
        let body = response.into_body().into_string().await.unwrap();
        assert!(body.contains(words), "{path} says {words}");
    }
}

#[tokio::test]
async fn every_link_of_the_front_page_leads_somewhere() {
    for exposed in [true, false] {
        let (door_relay, door_editing, door_concierge) = (DoorOpening::Off, DoorOpening::Off, DoorOpening::Off);
        let closed = Configuration { door_relay, door_editing, door_concierge, ..Configuration::default() };
        let routes = routes(ops(Configuration { expose_cfg_endpoint: exposed, ..closed }));
        let front = get(&routes, "/", "*/*").await.into_body().into_string().await.unwrap();
        let links: Vec<&str> = front.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(links.len(), front::LINKS.len() - usize::from(!exposed));
        for link in links {
            assert_eq!(get(&routes, link, "*/*").await.status(), StatusCode::OK, "{link}");
        }
        let configuration = get(&routes, "/configuration", "*/*").await;
        assert_eq!(configuration.status() == StatusCode::OK, exposed);
    }
}

#[tokio::test]
async fn links_stand_below_the_prefix() {
    let configuration = Configuration { prefix: "/c2".into(), ..Configuration::default() };
    let routes = Route::new().nest("/c2", routes(ops(configuration)));
    let front = get(&routes, "/c2/", "*/*").await.into_body().into_string().await.unwrap();
    assert!(front.contains("href=\"/c2/status\""), "{front}");
    assert_eq!(get(&routes, "/c2/status", "*/*").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn the_status_comes_as_json_where_it_is_asked_for() {
    let routes = routes(ops(Configuration::default()));
    let response = get(&routes, "/status", "application/json").await;
    assert_eq!(response.content_type(), Some("application/json"));
    let json: serde_json::Value = response.into_body().into_json().await.unwrap();
    assert_eq!(json["sessions"][0]["members"][0]["systemName"], "BLUE");
}

#[tokio::test]
async fn a_server_that_ends_is_down() {
    let ops = ops(Configuration::default());
    let shutdown = ops.shutdown.clone();
    let routes = routes(ops);
    shutdown.request();
    let response = get(&routes, "/health", "*/*").await;
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(response.into_body().into_string().await.unwrap().starts_with("{\"status\":\"DOWN\""));
}

#[tokio::test]
async fn a_page_can_be_asked_for_its_head_alone_and_not_written() {
    let routes = routes(ops(Configuration::default()));
    let ask = async |method| {
        let request = Request::builder().method(method).uri("/health".parse().unwrap()).finish();
        routes.get_response(request).await.status()
    };
    assert_eq!(ask(poem::http::Method::HEAD).await, StatusCode::OK);
    assert_eq!(ask(poem::http::Method::POST).await, StatusCode::METHOD_NOT_ALLOWED);
}
