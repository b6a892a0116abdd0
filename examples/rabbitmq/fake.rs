//! A fake of the broker's management API, made from the declarations: for tests of a program that calls it.
//!
//! It passes the suite that asks a real broker whether the declarations are right.

mod messages;
mod state;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use callpoint::http;
use callpoint::http::header::AUTHORIZATION;
use callpoint_testing::{Fake, FakeProblem};
use serde_json::json;

pub use self::state::Broker;
use self::state::{bad_request, missing};
use super::api::management::{
    CheckAlarms, CheckPortListener, CheckPortListenerError, CreateBinding, DeleteBinding,
    DeleteExchange, DeleteGlobalParameter, DeletePermissions, DeletePolicy, DeleteQueue,
    DeleteUser, DeleteVhost, DeleteVhostLimit, GetBinding, GetExchange, GetGlobalParameter,
    GetMessages, GetOverview, GetPermissions, GetPolicy, GetQueue, GetUser, GetVhost, GetWhoami,
    ListBindings, ListBindingsBetween, ListExchanges, ListGlobalParameters, ListNodes,
    ListPolicies, ListQueues, ListUserPermissions, ListUsers, ListVhostLimits, ListVhosts,
    NotListening, PageQueues, Publish, PurgeQueue, PutExchange, PutExchangeOutput,
    PutGlobalParameter, PutGlobalParameterOutput, PutPermissions, PutPermissionsOutput, PutPolicy,
    PutPolicyOutput, PutQueue, PutQueueOutput, PutUser, PutUserOutput, PutVhost, PutVhostLimit,
    PutVhostOutput, TestAliveness,
};
use super::api::{
    Alive, GlobalParameter, Limits, Node, ObjectTotals, Overview, Permissions, Policy,
    PolicyTarget, User, Vhost, VhostLimits, Whoami,
};

const NODE: &str = "rabbit@fake";

/// A broker with the virtual host `/` and one administrator.
#[must_use]
pub fn fake(user: &str, password: &str) -> Fake<Broker> {
    let fake = Fake::new(Broker::new(user, password))
        .authenticate(|request, broker| broker.is_called_by_user(request))
        .on_problem(as_broker);
    cluster(&fake);
    users(&fake);
    vhosts(&fake);
    exchanges(&fake);
    queues(&fake);
    bindings(&fake);
    policies(&fake);
    fake
}

/// What the fake says by itself, in the words of the broker. Without credentials it says nothing.
fn as_broker(problem: &FakeProblem) -> Option<http::Response<String>> {
    let mut response = http::Response::new(String::new());
    *response.status_mut() = problem.status;
    let is_anonymous = problem.status == 401 && problem.detail.contains("has no credentials");
    if !is_anonymous {
        let error = match problem.status.as_u16() {
            400 => "bad_request",
            401 => "not_authorised",
            _ => return None,
        };
        let body = json!({"error": error, "reason": problem.detail});
        *response.body_mut() = body.to_string();
        let json = http::HeaderValue::from_static("application/json");
        response.headers_mut().insert("content-type", json);
    }
    Some(response)
}

fn alive() -> Alive {
    Alive {
        status: "ok".to_owned(),
    }
}

fn cluster(fake: &Fake<Broker>) {
    fake.on::<GetOverview>(|_, broker| {
        Ok(Overview {
            rabbitmq_version: "4.0.0".to_owned(),
            erlang_version: "27".to_owned(),
            cluster_name: NODE.to_owned(),
            node: NODE.to_owned(),
            object_totals: ObjectTotals {
                connections: 0,
                channels: 0,
                exchanges: broker
                    .vhosts
                    .values()
                    .map(|it| it.exchanges.len() as u64)
                    .sum(),
                queues: broker
                    .vhosts
                    .values()
                    .map(|it| it.queues.len() as u64)
                    .sum(),
                consumers: 0,
            },
        })
    })
    .on::<ListNodes>(|_, _| {
        let name = NODE.to_owned();
        Ok(vec![Node {
            name,
            running: true,
        }])
    })
    .on::<CheckAlarms>(|_, _| Ok(alive()))
    .on::<CheckPortListener>(|request, broker| {
        if request.port == broker.port {
            return Ok(alive());
        }
        Err(CheckPortListenerError::NotListening(NotListening {
            reason: "No active listener".to_owned(),
            missing: request.port,
            ports: vec![broker.port],
        }))
    })
    .on::<TestAliveness>(|request, broker| broker.vhost(&request.vhost).map(|_| alive()))
    .on::<ListGlobalParameters>(|_, broker| {
        let all = broker.parameters.iter();
        let all = all.map(|(name, value)| GlobalParameter {
            name: name.clone(),
            value: value.clone(),
        });
        Ok(all.collect())
    })
    .on::<GetGlobalParameter>(|request, broker| {
        let value = broker.parameters.get(&request.name).ok_or_else(missing)?;
        Ok(GlobalParameter {
            name: request.name,
            value: value.clone(),
        })
    })
    .on::<PutGlobalParameter>(|request, broker| {
        let old = broker.parameters.insert(request.name, request.value);
        Ok(match old {
            None => PutGlobalParameterOutput::Created(()),
            Some(_) => PutGlobalParameterOutput::Updated(()),
        })
    })
    .on::<DeleteGlobalParameter>(|request, broker| {
        let old = broker.parameters.remove(&request.name);
        old.map(|_| ()).ok_or_else(missing)
    });
}

fn users(fake: &Fake<Broker>) {
    let user = |name: &str, tags: &[String]| User {
        name: name.to_owned(),
        tags: tags.to_vec(),
    };
    fake.on::<GetWhoami>(|_, broker| {
        let tags = broker.users.get(&broker.caller).ok_or_else(missing)?;
        Ok(Whoami {
            name: broker.caller.clone(),
            tags: tags.tags.clone(),
        })
    })
    .on::<ListUsers>(move |_, broker| {
        broker.administrator()?;
        let all = broker.users.iter();
        Ok(all.map(|(name, known)| user(name, &known.tags)).collect())
    })
    .on::<GetUser>(move |request, broker| {
        let known = broker.users.get(&request.name).ok_or_else(missing)?;
        Ok(user(&request.name, &known.tags))
    })
    .on::<PutUser>(|request, broker| {
        let tags = request.tags.split(',').map(str::to_owned).collect();
        let is_new = broker.put_user(request.name, request.password.unwrap_or_default(), tags);
        Ok(if is_new {
            PutUserOutput::Created(())
        } else {
            PutUserOutput::Updated(())
        })
    })
    .on::<DeleteUser>(|request, broker| {
        let old = broker.users.remove(&request.name);
        old.map(|_| ()).ok_or_else(missing)
    })
    .on::<ListUserPermissions>(|request, broker| {
        let all = broker.permissions.iter();
        let of_user = all.filter(|permissions| permissions.user == request.user);
        Ok(of_user.cloned().collect())
    })
    .on::<GetPermissions>(|request, broker| {
        let mut all = broker.permissions.iter();
        all.find(|it| it.user == request.user && it.vhost == request.vhost)
            .cloned()
            .ok_or_else(missing)
    })
    .on::<PutPermissions>(|request, broker| {
        broker.vhost(&request.vhost)?;
        let before = broker.permissions.len();
        broker
            .permissions
            .retain(|it| !(it.user == request.user && it.vhost == request.vhost));
        let is_new = broker.permissions.len() == before;
        broker.permissions.push(Permissions {
            user: request.user,
            vhost: request.vhost,
            configure: request.configure,
            write: request.write,
            read: request.read,
        });
        Ok(if is_new {
            PutPermissionsOutput::Created(())
        } else {
            PutPermissionsOutput::Updated(())
        })
    })
    .on::<DeletePermissions>(|request, broker| {
        let before = broker.permissions.len();
        broker
            .permissions
            .retain(|it| !(it.user == request.user && it.vhost == request.vhost));
        let is_gone = broker.permissions.len() < before;
        is_gone.then_some(()).ok_or_else(missing)
    });
}

fn vhosts(fake: &Fake<Broker>) {
    fake.on::<ListVhosts>(|_, broker| {
        let all = broker.vhosts.values();
        Ok(all.map(|held| held.vhost.clone()).collect())
    })
    .on::<GetVhost>(|request, broker| Ok(broker.vhost(&request.name)?.vhost.clone()))
    .on::<PutVhost>(|request, broker| {
        let tags = request.tags.unwrap_or_default();
        let tags = tags.split(',').filter(|tag| !tag.is_empty());
        let vhost = Vhost {
            name: request.name,
            description: request.description,
            tags: tags.map(str::to_owned).collect(),
            tracing: request.tracing.unwrap_or(false),
        };
        Ok(if broker.put_vhost(vhost) {
            PutVhostOutput::Created(())
        } else {
            PutVhostOutput::Updated(())
        })
    })
    .on::<DeleteVhost>(|request, broker| {
        let old = broker.vhosts.remove(&request.name);
        broker.permissions.retain(|it| it.vhost != request.name);
        old.map(|_| ()).ok_or_else(missing)
    })
    .on::<ListVhostLimits>(|request, broker| {
        let limits = &broker.vhost(&request.vhost)?.limits;
        let value = Limits {
            max_connections: limits.get("max-connections").copied(),
            max_queues: limits.get("max-queues").copied(),
        };
        let vhost = request.vhost;
        let all = (!limits.is_empty()).then_some(VhostLimits { vhost, value });
        Ok(all.into_iter().collect())
    })
    .on::<PutVhostLimit>(|request, broker| {
        let limits = &mut broker.vhost(&request.vhost)?.limits;
        limits.insert(request.limit, request.value);
        Ok(())
    })
    .on::<DeleteVhostLimit>(|request, broker| {
        broker.vhost(&request.vhost)?.limits.remove(&request.limit);
        Ok(())
    });
}

fn exchanges(fake: &Fake<Broker>) {
    fake.on::<ListExchanges>(|request, broker| Ok(broker.vhost(&request.vhost)?.exchanges.clone()))
        .on::<GetExchange>(|request, broker| {
            broker
                .vhost(&request.vhost)?
                .exchange(&request.name)
                .cloned()
        })
        .on::<PutExchange>(|request, broker| {
            let is_new = broker.vhost(&request.vhost)?.put_exchange(request)?;
            Ok(if is_new {
                PutExchangeOutput::Created(())
            } else {
                PutExchangeOutput::Unchanged(())
            })
        })
        .on::<DeleteExchange>(|request, broker| {
            let vhost = broker.vhost(&request.vhost)?;
            let name = vhost.exchange(&request.name)?.name.clone();
            let is_used = vhost.bindings.iter().any(|it| it.source == name);
            if request.if_unused == Some(true) && is_used {
                return Err(bad_request(&format!("exchange '{name}' in use")));
            }
            vhost.exchanges.retain(|exchange| exchange.name != name);
            vhost.bindings.retain(|it| it.source != name);
            Ok(())
        })
        .on::<Publish>(|request, broker| broker.vhost(&request.vhost)?.publish(request));
}

fn queues(fake: &Fake<Broker>) {
    fake.on::<ListQueues>(|request, broker| {
        let vhost = broker.vhost(&request.vhost)?;
        Ok(vhost.queues.keys().map(|name| vhost.queue(name)).collect())
    })
    .on::<PageQueues>(|request, broker| broker.vhost(&request.vhost)?.page(&request))
    .on::<GetQueue>(|request, broker| {
        let vhost = broker.vhost(&request.vhost)?;
        vhost.held(&request.name)?;
        Ok(vhost.queue(&request.name))
    })
    .on::<PutQueue>(|request, broker| {
        broker.may_configure(&request.vhost, &request.name)?;
        Ok(if broker.vhost(&request.vhost)?.put_queue(request)? {
            PutQueueOutput::Created(())
        } else {
            PutQueueOutput::Unchanged(())
        })
    })
    .on::<DeleteQueue>(|request, broker| {
        let vhost = broker.vhost(&request.vhost)?;
        let name = &request.name;
        if request.if_empty == Some(true) && !vhost.held(name)?.messages.is_empty() {
            return Err(bad_request(&format!("queue '{name}' not empty")));
        }
        vhost.queues.remove(name).ok_or_else(missing)?;
        vhost
            .bindings
            .retain(|it| !(it.destination == *name && it.destination_type == "queue"));
        Ok(())
    })
    .on::<PurgeQueue>(|request, broker| {
        broker
            .vhost(&request.vhost)?
            .held(&request.name)?
            .messages
            .clear();
        Ok(())
    })
    .on::<GetMessages>(|request, broker| broker.vhost(&request.vhost)?.get(&request));
}

fn bindings(fake: &Fake<Broker>) {
    fake.on::<ListBindings>(|request, broker| Ok(broker.vhost(&request.vhost)?.all_bindings()))
        .on::<ListBindingsBetween>(|request, broker| {
            let vhost = broker.vhost(&request.vhost)?;
            let found = vhost.between(&request.source, request.kind, &request.destination);
            Ok(found.cloned().collect())
        })
        .on::<CreateBinding>(|request, broker| broker.vhost(&request.vhost)?.bind(request))
        .on::<GetBinding>(|request, broker| {
            let vhost = broker.vhost(&request.vhost)?;
            let found = vhost
                .between(&request.source, request.kind, &request.destination)
                .find(|it| it.properties_key == request.properties_key);
            found.cloned().ok_or_else(missing)
        })
        .on::<DeleteBinding>(|request, broker| {
            let vhost = broker.vhost(&request.vhost)?;
            let found = vhost
                .between(&request.source, request.kind, &request.destination)
                .find(|it| it.properties_key == request.properties_key);
            let found = found.cloned().ok_or_else(missing)?;
            vhost.bindings.retain(|binding| *binding != found);
            Ok(())
        });
}

fn policies(fake: &Fake<Broker>) {
    fake.on::<ListPolicies>(|request, broker| Ok(broker.vhost(&request.vhost)?.policies.clone()))
        .on::<GetPolicy>(|request, broker| {
            let mut all = broker.vhost(&request.vhost)?.policies.iter();
            all.find(|policy| policy.name == request.name)
                .cloned()
                .ok_or_else(missing)
        })
        .on::<PutPolicy>(|request, broker| {
            let known = ["max-length", "message-ttl"];
            if let Some(name) = request
                .definition
                .keys()
                .find(|it| !known.contains(&it.as_str()))
            {
                return Err(bad_request(&format!(
                    "[{{{name:?}}}] are not recognised policy settings"
                )));
            }
            let policies = &mut broker.vhost(&request.vhost)?.policies;
            let before = policies.len();
            policies.retain(|policy| policy.name != request.name);
            let is_new = policies.len() == before;
            policies.push(Policy {
                name: request.name,
                vhost: request.vhost,
                pattern: request.pattern,
                definition: request.definition,
                priority: request.priority.unwrap_or_default(),
                apply_to: request.apply_to.unwrap_or(PolicyTarget::All),
            });
            Ok(if is_new {
                PutPolicyOutput::Created(())
            } else {
                PutPolicyOutput::Updated(())
            })
        })
        .on::<DeletePolicy>(|request, broker| {
            let policies = &mut broker.vhost(&request.vhost)?.policies;
            let before = policies.len();
            policies.retain(|policy| policy.name != request.name);
            let is_gone = policies.len() < before;
            is_gone.then_some(()).ok_or_else(missing)
        });
}

impl Broker {
    /// Notes who calls.
    fn is_called_by_user<B>(&mut self, request: &http::Request<B>) -> bool {
        let sent = request.headers().get(AUTHORIZATION);
        let sent = sent.and_then(|value| value.to_str().ok()?.split_once(' '));
        let decoded = sent.and_then(|(_, sent)| STANDARD.decode(sent).ok());
        let text = decoded.and_then(|bytes| String::from_utf8(bytes).ok());
        let Some((name, password)) = text.as_deref().and_then(|text| text.split_once(':')) else {
            return false;
        };
        name.clone_into(&mut self.caller);
        let user = self.users.get(name);
        user.is_some_and(|user| user.password == password)
    }
}
