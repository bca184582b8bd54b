using Tarn.Common;
using Tarn.Flows.Runs;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Flows.Events;

/// <summary>What an event says reaches what it starts.</summary>
public sealed class EventDataTests : IAsyncDisposable
{
    private readonly LakeRig _rig = new();
    private readonly ServedFlows _served;

    public EventDataTests()
    {
        _rig.WriteModel("curated.etl", "job: etl", "SELECT 1 AS id");
        _served = new ServedFlows(_rig);
    }

    public async ValueTask DisposeAsync()
    {
        await _served.DisposeAsync();
        _rig.Dispose();
    }

    [Fact]
    public async Task Of_an_object_its_place_size_and_number()
    {
        _rig.Write("workflows/load.yaml", """
            kind: workflow
            on:
              object_created: {bucket: raw, prefix: in/}
              batch: {size: 2, window: 1m}
              parameters: {last: "s3://${event.bucket}/${event.key}", size: "${event.size}", keys: "${event.keys}",
                count: "${event.count}"}
            parameters: {last: none, size: "0", keys: "[]", count: "0"}
            steps:
              each:
                for_each: {query: "SELECT unnest(from_json(${parameters.keys}, '[\"VARCHAR\"]'))"}
                query: SELECT ${item} AS key
              all: {query: "SELECT ${parameters.last} AS last, ${parameters.size} + 1 AS more"}
            """);
        await _served.BeginAsync();

        await _served.PutAsync("in/a'b.csv", "one");
        await _served.PutAsync("in/c.csv", "three");

        WorkflowRun run = Assert.Single(await _served.WaitForRunsAsync("load", 1));
        Assert.Equal(WorkflowRunState.Succeeded, run.State);
        Assert.Equal("2", run.Properties["count"]);
        Assert.Equal("in/a'b.csv", run.Steps["each[0]"].Outputs["key"]);
        Assert.Equal("s3://raw/in/c.csv", run.Steps["all"].Outputs["last"]);
        Assert.Equal("6", run.Steps["all"].Outputs["more"]);
    }

    [Fact]
    public async Task Of_a_request_the_fields_of_its_body()
    {
        _rig.Write("workflows/order.yaml", "kind: workflow\nparameters: {id: , all: }\nsteps: {a: {wait: 0.001s}}\n");
        _rig.Write("workflows/hook.yaml", """
            kind: trigger
            on: {webhook: {token: abc}}
            start: {workflow: order, parameters: {id: "n-${event.body.orders[0].id}", all: "${event.body}"}}
            """);
        await _served.BeginAsync();

        await _served.CallAsync("hook", """{"orders": [{"id": 7, "name": "${run.id}"}]}""");

        WorkflowRun run = Assert.Single(await _served.WaitForRunsAsync("order", 1));
        Assert.Equal("n-7", run.Properties["id"]);
        Assert.Contains("${run.id}", run.Properties["all"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "has no field 'body.orders[0].id'")]
    [InlineData("no json", "is no JSON")]
    public async Task A_request_without_what_is_passed_on_is_refused_and_starts_nothing(string body, string problem)
    {
        _rig.Write("workflows/order.yaml", "kind: workflow\nparameters: {id: }\nsteps: {a: {wait: 0.001s}}\n");
        _rig.Write("workflows/hook.yaml", """
            kind: trigger
            on: {webhook: {token: abc}}
            start: {workflow: order, parameters: {id: "${event.body.orders[0].id}"}}
            """);
        await _served.BeginAsync();

        TarnException error = await Assert.ThrowsAsync<TarnException>(() => _served.CallAsync("hook", body));

        Assert.Equal(ErrorCodes.BadArgument, error.Code);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_run_its_name_state_and_id_and_of_a_commit_its_version()
    {
        _rig.Write("workflows/first.yaml", "kind: workflow\nsteps: {a: {job: etl}}\n");
        _rig.Write("workflows/note.yaml", "kind: workflow\nparameters: {what: }\nsteps: {a: {wait: 0.001s}}\n");
        _rig.Write("workflows/after-run.yaml", """
            kind: trigger
            conditions: {any: [{workflow: first}]}
            start: {workflow: note, parameters: {what: "${event.kind} ${event.name} ${event.state} ${event.run_id}"}}
            """);
        _rig.Write("workflows/after-commit.yaml", """
            kind: trigger
            on: {table_committed: curated.etl}
            start: {workflow: note, parameters: {what: "${event.table} ${event.version} ${event.count}"}}
            """);
        await _served.BeginAsync();

        WorkflowRun first = await _served.RunAsync("first");

        IReadOnlyList<WorkflowRun> notes = await _served.WaitForRunsAsync("note", 2);
        Assert.Equal(
            ["curated.etl 0 1", $"workflow first succeeded {first.Id}"],
            notes.Select(note => note.Properties["what"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_a_schedule_its_moment()
    {
        string due = DateTime.UtcNow.AddSeconds(2).ToString("yyyy-MM-dd'T'HH:mm:ss", null);
        _rig.Write("workflows/note.yaml", "kind: workflow\nparameters: {at: }\nsteps: {a: {wait: 0.001s}}\n");
        _rig.Write("workflows/due.yaml", $$$"""
            kind: trigger
            schedule: at({{{due}}})
            start: {workflow: note, parameters: {at: "${event.at}"}}
            """);
        await _served.BeginAsync();

        WorkflowRun run = Assert.Single(await _served.WaitForRunsAsync("note", 1));

        Assert.Equal($"{due}Z", run.Properties["at"]);
    }
}
