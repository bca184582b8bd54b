using Tarn.Common;

namespace Tarn.Cli.Errors;

/// <summary>The one place where errors become exit codes.</summary>
internal static class ExitCodes
{
    public static ExitCode Of(Exception exception) => exception switch
    {
        OperationCanceledException => ExitCode.Interrupted,
        TarnException tarn => Of(tarn.Code),
        _ => ExitCode.Failed,
    };

    public static ExitCode Of(string code) => code switch
    {
        ErrorCodes.Interrupted or ErrorCodes.QueryCancelled => ExitCode.Interrupted,
        ErrorCodes.StatementNotAllowed => ExitCode.NotAllowed,
        ErrorCodes.ServerLost => ExitCode.Failed,
        _ when code.StartsWith("TN1", StringComparison.Ordinal) => ExitCode.Usage,
        _ when code.StartsWith("TN2", StringComparison.Ordinal) => ExitCode.Usage,
        _ => ExitCode.Failed,
    };
}
