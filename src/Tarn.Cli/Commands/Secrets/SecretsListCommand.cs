using Tarn.Cli.Output;
using Tarn.Security.Secrets;

namespace Tarn.Cli.Commands.Secrets;

/// <summary>Lists secrets without their values.</summary>
internal sealed class SecretsListCommand : LocalCommand
{
    private static readonly OutputColumn[] Columns = [new("name"), new("changed_at", ColumnKind.Moment)];

    public SecretsListCommand()
        : base("list", "List secrets; their values are not shown") => Options.Add(OutputOption.Rows);

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        SecretStore secrets = await SecretArgument.OpenAsync(context, cancellationToken);
        IEnumerable<object?[]> rows = (await secrets.ListAsync(cancellationToken))
            .Select(secret => (object?[])[secret.Name, secret.ChangedAt]);
        await context.WriteRowsAsync(OutputRows.Of(Columns, rows), cancellationToken);
        return ExitCode.Ok;
    }
}
