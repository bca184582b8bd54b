using Tarn.Cli.Errors;
using Tarn.Cli.Output;

namespace Tarn.Cli.Commands;

/// <summary>Printing of one thing described, by commands that print no rows.</summary>
internal static class SheetOutput
{
    /// <exception cref="UsageException">The format is for rows.</exception>
    public static void RequireFormat(CommandContext context)
    {
        OutputFormat format = context.Target(OutputOption.Rows).Format;
        if (format is not (OutputFormat.Auto or OutputFormat.Table or OutputFormat.Json))
        {
            string command = context.Arguments.CommandResult.Command.Name;
            throw new UsageException($"'tarn {command}' prints text or, with -o json, JSON");
        }
    }

    /// <summary>As data, in the format that <c>-o</c> says.</summary>
    public static Task WriteAsync(CommandContext context, FactSheet sheet, CancellationToken cancellationToken)
    {
        OutputFormat format = context.Target(OutputOption.Rows).Format;
        return format == OutputFormat.Json
            ? sheet.WriteJsonAsync(context.Terminal.Output, cancellationToken)
            : sheet.WriteTextAsync(
                context.Terminal.Output, context.OutputPalette, () => context.CreateWriter(format), cancellationToken);
    }

    /// <summary>As a message for people.</summary>
    public static Task SayAsync(CommandContext context, FactSheet sheet, CancellationToken cancellationToken) =>
        context.Settings.IsQuiet
            ? Task.CompletedTask
            : sheet.WriteTextAsync(
                context.Terminal.Error,
                context.ErrorPalette,
                () => new TableWriter(
                    context.Terminal.Error,
                    context.ErrorPalette,
                    context.Terminal.IsErrorTerminal ? context.Terminal.Width : null),
                cancellationToken);
}
