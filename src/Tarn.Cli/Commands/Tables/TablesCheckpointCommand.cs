using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;
using Tarn.Tables;

namespace Tarn.Cli.Commands.Tables;

/// <summary>Writes a checkpoint now.</summary>
internal sealed class TablesCheckpointCommand()
    : ManagedTableCommand("checkpoint", "Write a checkpoint of a table, from which readers start")
{
    protected override async Task<ExitCode> RunAsync(
        CommandContext context, LakeHost lake, TableName name, DeltaTable table, CancellationToken cancellationToken)
    {
        await table.RequireAsync(cancellationToken);
        return await OwnLakeAsync(
            lake,
            async _ =>
            {
                long? version = await table.CheckpointAsync(cancellationToken);
                FactSheet sheet = new FactSheet().Add("table", name.ToString()).Add("checkpoint", version);
                await SheetOutput.WriteAsync(context, sheet, cancellationToken);
                return ExitCode.Ok;
            },
            cancellationToken);
    }
}
