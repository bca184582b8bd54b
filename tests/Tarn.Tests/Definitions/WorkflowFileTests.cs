using Tarn.Common;
using Tarn.Definitions;
using Tarn.Flows;
using Tarn.Flows.Graphs;
using Tarn.Flows.Schedules;
using Tarn.Jobs.Background;
using Xunit;

namespace Tarn.Tests.Definitions;

public sealed class WorkflowFileTests : IDisposable
{
    private readonly LakeDirectory _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_workflow_is_read_with_its_defaults()
    {
        _lake.Write(
            "workflows/nightly.yaml",
            "kind: workflow\nsteps:\n  load: {job: etl}\n  next: {crawler: c, needs: load}\n");

        WorkflowDefinition workflow = Assert.Single((await _lake.LoadAsync()).Flows.Graphs.Workflows);

        Assert.Equal(("nightly", "workflows/nightly.yaml"), (workflow.Name, workflow.File));
        Assert.Equal(["load", "next"], workflow.Steps.Select(step => step.Name));
        Assert.Equal(new StepWork.RunCrawler("c"), workflow.Steps[1].Work);
        Assert.Equal("load", Assert.Single(Assert.Single(workflow.Steps[1].Conditions).Steps));
        Assert.Equal([StepState.Succeeded], workflow.Steps[1].Conditions[0].States);
    }

    [Fact]
    public async Task Everything_can_be_said_of_steps()
    {
        WriteAll();

        WorkflowDefinition all = (await _lake.LoadAsync()).Flows.Graphs.Workflows[0];

        Assert.Equal((2, false, "db"), (all.RunsMax!.Value, all.Queues, all.Queue));
        Assert.Equal((TimeSpan.FromHours(2), TimeSpan.FromMinutes(90)), (all.Timeout, all.LateAfter));
        Assert.Equal(("2024-01-01", null), (all.Parameters["day"], all.Parameters["must"]));
        StepDefinition load = all.Steps[0];
        Assert.Equal("${parameters.day}", ((StepWork.RunJob)load.Work).Arguments["--select"]);
        Assert.Equal((3, 3d, 0d, false), (load.Retries.Max, load.Retries.Factor, load.Retries.Jitter, load.FailsRun));
        Assert.Equal(("SELECT 1", 2), (all.Steps[1].ForEach!.Query, all.Steps[1].ForEach!.AtOnceMax));
        Assert.Equal([StepState.Succeeded, StepState.Failed], all.Steps[1].Conditions[0].States);
        Assert.Equal(TimeSpan.FromMinutes(10), ((StepWork.Wait)all.Steps[3].Work).For);
        Assert.True(all.Steps[3].IsAnyEnough);
        Assert.Equal([StepPhase.Catch, StepPhase.Finally], all.Steps.TakeLast(2).Select(step => step.Phase));
    }

    [Fact]
    public async Task Everything_can_be_said_of_what_starts_a_workflow()
    {
        WriteAll();

        LakeFlows flows = (await _lake.LoadAsync()).Flows;

        ScheduleDefinition schedule = Assert.Single(flows.Schedules);
        Assert.Equal(("workflows", "all", "Europe/Berlin"), (schedule.Group, schedule.Name, schedule.TimeZone));
        Assert.Equal((MissedKind.All, 5, TimeSpan.FromDays(2)),
            (schedule.Missed.Kind, schedule.Missed.CountMax, schedule.Missed.AgeMax));

        Assert.Equal(
            ["all.on1", "all.on2", "all.on3", "all.on4"], flows.Graphs.Triggers.Select(trigger => trigger.Name));
        Assert.Equal(new EventBatch(10, 300), flows.Graphs.Triggers[0].Batch);
        Assert.Equal("raw.trips", flows.Graphs.Triggers[1].Event!.Table);
        Assert.Equal(JobRunState.Failed, Assert.Single(flows.Graphs.Triggers[2].Conditions).JobState);
        Assert.Equal("abc", flows.Graphs.Triggers[3].Event!.Webhook!.Token);
    }

    [Fact]
    public async Task Triggers_start_things_by_schedule_conditions_or_hand()
    {
        _lake.Write(
            "workflows/a.yaml", "kind: trigger\nschedule: rate(1 hour)\nstart: {job: etl, arguments: {--x: y}}\n");
        _lake.Write("workflows/b.yaml", """
            kind: trigger
            conditions: {any: [{job: etl}, {crawler: c, state: failed}]}
            start: [{crawler: c}, {workflow: w}]
            """);
        _lake.Write("workflows/c.yaml", "kind: trigger\nstart: {job: etl}\n");

        IReadOnlyList<Trigger> triggers = (await _lake.LoadAsync()).Flows.Graphs.Triggers;

        Assert.Equal(
            [TriggerKind.Scheduled, TriggerKind.Conditional, TriggerKind.OnDemand],
            triggers.Select(trigger => trigger.Kind));
        Assert.Equal("y", triggers[0].Actions[0].Arguments["--x"]);
        Assert.Equal((2, true), (triggers[1].Conditions.Count, triggers[1].IsAnyEnough));
        Assert.Equal("w", triggers[1].Actions[1].Workflow);
    }

    [Fact]
    public async Task Names_that_no_file_defines_are_warned_of_since_clients_may_have_made_them()
    {
        _lake.Write("workflows/w.yaml", "kind: workflow\nsteps: {load: {job: elt}}\n");

        Diagnostic warning = Assert.Single((await _lake.LoadAsync()).Warnings);

        Assert.Equal(("no file defines a job 'elt'", 2), (warning.Message, warning.Location!.Line));
    }

    [Fact]
    public async Task A_workflow_does_not_wait_for_a_place_that_the_one_that_runs_it_has()
    {
        _lake.Write("workflows/in.yaml", "kind: workflow\nconcurrency: {max: 1, queue: q}\nsteps: {a: {job: x}}\n");
        _lake.Write(
            "workflows/out.yaml", "kind: workflow\nconcurrency: {max: 2, queue: q}\nsteps: {a: {workflow: in}}\n");

        Assert.Equal(
            "workflow 'in' waits for a place of queue 'q'", Assert.Single(await _lake.ErrorsAsync()).Message);
    }

    [Theory]
    [InlineData("steps: {a: {}}", "2:9: TN2006: step 'a' does nothing")]
    [InlineData("steps: {a: {job: x, crawler: y}}", "2:9: TN2006: step 'a' does several things")]
    [InlineData("steps: {a: {job: x, needs: [b]}}", "2:29: TN2006: there is no step 'b'")]
    [InlineData(
        "steps: {a: {job: x, needs: {a: succeeded}}}",
        "2:29: TN2020: steps wait for each other in a circle: a → a")]
    [InlineData(
        "steps:\n  a: {job: x, needs: c}\n  b: {job: x, needs: a}\n  c: {job: x, needs: b}",
        "3:22: TN2020: steps wait for each other in a circle: a → c → b → a")]
    [InlineData(
        "steps: {a: {job: x, needs: {b: ended}}, b: {job: x}}", "2:32: TN2006: 'ended' is not how something ends")]
    [InlineData("steps: {a: {job: x}}\nfinally: {b: {job: x, needs: a}}", "3:30: TN2006: step 'a' is not among those")]
    [InlineData("steps: {a: {job: x}}\nfinally: {a: {job: x}}", "3:11: TN2006: there are two steps 'a'")]
    [InlineData(
        "steps: {a: {job: \"${steps.b.state}\"}, b: {job: x}}", "2:18: TN2006: '${steps.b.state}' is of a step")]
    [InlineData("steps: {a: {query: \"SELECT ${item}\"}}", "2:20: TN2006: '${item}' is no value of a run")]
    [InlineData("steps: {a: {query: \"SELECT ${item\"}}", "2:20: TN2006: '${item' is not closed")]
    [InlineData("steps: {a: {job: x, jobs: y}}", "2:21: TN2004: unknown key 'jobs'")]
    [InlineData("steps: {a: {workflow: w}}", "2:23: TN2020: workflow 'w' runs itself")]
    [InlineData("steps: {a: {job: x}}\nschedule: often", "3:11: TN2006: 'often' is not a schedule")]
    [InlineData("steps: {a: {job: x}}\ntime_zone: UTC", "3:12: TN2006: 'time_zone' is that of a schedule")]
    [InlineData("steps: {a: {job: x}}\non: {webhook: {}}", "TN2006: a webhook has a token or a secret")]
    [InlineData("steps: {a: {job: x}}\nconcurrency: {}", "TN2005: 'concurrency' has no 'max'")]
    [InlineData("description: none", "TN2005: 'w' has no 'steps'")]
    public async Task What_is_wrong_is_told_with_its_place(string text, string expected)
    {
        _lake.Write("workflows/w.yaml", $"kind: workflow\n{text}\n");

        DiagnosticException error = await Assert.ThrowsAsync<DiagnosticException>(() => _lake.LoadAsync());

        Assert.Contains(
            error.Diagnostics,
            found => $"{found.Location?.Line}:{found.Location?.Column}: {found.Code}: {found.Message}"
                .Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(
        "on: {object_created: {bucket: raw-zone}}\nstart: {job: x, arguments: {--k: \"${event.kee}\"}}",
        "3:34: TN2006: '${event.kee}' is no value of what the trigger waits for")]
    [InlineData(
        "schedule: rate(1 hour)\nstart: {job: x, arguments: {--k: \"${event.key}\"}}",
        "3:34: TN2006: '${event.key}' is no value")]
    [InlineData("start: {job: x, arguments: {--k: \"${event.at}\"}}", "2:34: TN2006: '${event.at}' is no value")]
    [InlineData(
        "on: {webhook: {token: t}}\nstart: {job: x, arguments: {--k: \"${event.body.a[}\"}}",
        "3:34: TN2006: '${event.body.a[}' is no value")]
    [InlineData("start: {job: x, arguments: {--k: \"${evnt.at}\"}}", "2:34: TN2011: cannot resolve '${evnt.at}'")]
    [InlineData(
        "start: {workflow: other, parameters: {prt: y}}", "2:19: TN2006: workflow 'other' has no parameter 'prt'")]
    public async Task What_is_wrong_with_what_a_trigger_passes_on_is_told_with_its_place(string text, string expected)
    {
        _lake.Write("workflows/other.yaml", "kind: workflow\nparameters: {part: }\nsteps: {a: {job: etl}}\n");
        _lake.Write("workflows/w.yaml", $"kind: trigger\n{text}\n");

        DiagnosticException error = await Assert.ThrowsAsync<DiagnosticException>(() => _lake.LoadAsync());

        Assert.Contains(error.Diagnostics, found => TextOf(found).Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http: {}", "2:13: TN2005: 'http' has no 'url'")]
    [InlineData("http: {url: 'http://x', method: GOT}", "2:45: TN2006: method is 'GOT'")]
    [InlineData("http: {url: 'http://x', expect: [200, 999]}", "2:51: TN2006: '999' is no status")]
    [InlineData("http: {url: 'http://x', outputs: {id: 'a[x]'}}", "2:51: TN2006: output 'id' is no place in an answer")]
    [InlineData("http: {url: 'http://${item}'}", "2:25: TN2006: '${item}' is no value of a run")]
    [InlineData("http: {url: 'http://${env:TARN_NOT_SET}'}", "2:25: TN2011: environment variable 'TARN_NOT_SET'")]
    [InlineData("source: shp", "2:21: TN1003: there is no source called 'shp'")]
    [InlineData("source: fx, tables: [rats]", "2:34: TN1003: there is no table of source 'fx' called 'rats'")]
    public async Task What_is_wrong_with_requests_and_sources_is_told_with_its_place(string step, string expected)
    {
        _lake.Write("sources/fx.yaml", """
            kind: source
            type: http
            connection: {url: "https://fx.example/v1"}
            feeds: {rates: {into: {bucket: raw-zone, prefix: fx/}, path: rates}}
            """);
        _lake.Write("workflows/w.yaml", $"kind: workflow\nsteps: {{a: {{{step}}}}}\n");

        DiagnosticException error = await Assert.ThrowsAsync<DiagnosticException>(() => _lake.LoadAsync());

        Assert.Contains(error.Diagnostics, found => TextOf(found).Contains(expected, StringComparison.Ordinal));
    }

    private static string TextOf(Diagnostic found) =>
        $"{found.Location?.Line}:{found.Location?.Column}: {found.Code}: {found.Message}";

    private void WriteAll()
    {
        _lake.Write("workflows/all.yaml", """
            kind: workflow
            description: Everything
            schedule: 0 1 * * *
            time_zone: Europe/Berlin
            missed: {runs: all, max: 5, within: 2d}
            starts: 2024-01-01
            ends: 2024-12-31T23:00:00Z
            on:
              - object_created: {bucket: raw-zone, prefix: in/, suffix: .csv}
                batch: {size: 10, window: 5m}
              - table_committed: raw.trips
              - run_finished: {job: etl, state: failed}
              - webhook: {token: abc}
            parameters: {day: 2024-01-01, must: }
            concurrency: {max: 2, when_busy: refuse, queue: db}
            timeout: 2h
            late_after: 90m
            steps:
              load:
                job: etl
                arguments: {--select: "${parameters.day}"}
                retries: {max: 3, delay: 5s, factor: 3, max_delay: 1m, jitter: 0}
                timeout: 30m
                on_failure: continue
              each:
                needs: {load: [succeeded, failed]}
                for_each: {query: "SELECT 1"}
                at_once: 2
                workflow: other
                parameters: {part: "${item}"}
              ask: {approval: "go on after ${steps.load.outputs.rows_out} rows?", needs: [each]}
              pause: {wait: 10m, needs_any: [ask, load]}
              look:
                needs: [load, ask]
                when: ${steps.load.outputs.rows_out} > 0 AND '${run.date}' <> ''
                query: SELECT count(*) AS n FROM raw.trips
            catch:
              tell: {job: etl}
            finally:
              clean: {crawler: c}
            """);
        _lake.Write("workflows/other.yaml", "kind: workflow\nparameters: {part: }\nsteps: {a: {job: etl}}\n");
    }
}
