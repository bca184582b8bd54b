using System.CommandLine;
using System.CommandLine.Parsing;
using Tarn.Cli.Hosting;
using Tarn.Common;

namespace Tarn.Cli.Commands;

/// <summary>How old a stored result may be that is printed instead of running the query.</summary>
internal static class ReuseOption
{
    private const string Off = "off";

    public static Option<TimeSpan?> Option { get; } = new("--reuse")
    {
        Description = "Print a stored result of the same query over the same tables when it is no older than this",
        HelpName = "AGE|off",
        CustomParser = Parse,
    };

    /// <summary>Null when the query is to be run.</summary>
    public static TimeSpan? Read(CommandContext context, LakeHost lake) =>
        (context.Arguments.GetValue(Option) ?? lake.Definition.Engine.ReuseAgeMax) is TimeSpan age
        && age > TimeSpan.Zero
            ? age
            : null;

    private static TimeSpan? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        TimeSpan? age = text == Off ? TimeSpan.Zero : UnitText.TryParseDuration(text);
        if (age is null)
        {
            result.AddError($"'{text}' is no age; expected a number and a unit such as 30s or 10m, or {Off}");
        }

        return age;
    }
}
