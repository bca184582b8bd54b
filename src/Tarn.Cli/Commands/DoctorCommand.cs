using Tarn.Cli.Doctor;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Cli.Progress;
using Tarn.Common;

namespace Tarn.Cli.Commands;

/// <summary>Examines the machine and, inside one, the lake.</summary>
internal sealed class DoctorCommand : LocalCommand
{
    private static readonly OutputColumn[] Columns = [new("check"), new("health"), new("detail")];

    public DoctorCommand()
        : base("doctor", "Examine the machine and the lake") => Options.Add(OutputOption.Rows);

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<Finding> findings =
        [
            .. await MachineExamination.RunAsync(cancellationToken),
            .. await ExamineLakeAsync(context, cancellationToken),
        ];
        await context.WriteRowsAsync(
            OutputRows.Of(Columns, findings.Select(finding => new object?[]
            {
                finding.Check, Words.Of(finding.Health), finding.Detail,
            })),
            cancellationToken);
        return findings.Any(finding => finding.Health == Health.Failed) ? ExitCode.Failed : ExitCode.Ok;
    }

    private static async Task<IReadOnlyList<Finding>> ExamineLakeAsync(
        CommandContext context, CancellationToken cancellationToken)
    {
        try
        {
            using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
            using PercentLine progress = new(context, "verified");
            return await new LakeExamination(lake, progress).RunAsync(cancellationToken);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.NotALake)
        {
            return [new Finding("lake", Health.Ok, "none here; -C DIR examines one")];
        }
        catch (DiagnosticException exception)
        {
            int count = exception.Diagnostics.Count;
            return [new Finding("definitions", Health.Failed, $"{count} errors; 'tarn validate' shows them")];
        }
        catch (TarnException exception)
        {
            return [new Finding("lake", Health.Failed, exception.Message)];
        }
    }
}
