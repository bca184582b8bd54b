using Tarn.Flows.Runs;
using Tarn.Flows.SystemTables;
using Tarn.Queries.SystemTables;
using Tarn.Tests.Flows.Runs;
using Xunit;

namespace Tarn.Tests.Flows;

public sealed class WorkflowRunTableTests : IAsyncDisposable
{
    private readonly WorkflowRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Each_step_of_a_run_is_a_row_with_as_many_values_as_there_are_columns()
    {
        _rig.Define("flow", WorkflowRig.Job("first"), WorkflowRig.Job("second", "first"));
        WorkflowRun run = await _rig.RunAsync("flow");

        SystemTable table = new WorkflowRunTable(_rig.Documents).Table;
        object?[][] rows = [.. await table.ReadAsync(TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken)];

        Assert.Equal([run.Id, run.Id], rows.Select(row => row[0]));
        Assert.Equal(["first", "second"], rows.Select(row => row[8]));
        Assert.Equal(["succeeded", "succeeded"], rows.Select(row => row[9]));
        Assert.All(rows, row => Assert.Equal(table.Columns.Split(',').Length, row.Length));
    }
}
