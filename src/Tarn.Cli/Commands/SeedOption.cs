using System.CommandLine;

namespace Tarn.Cli.Commands;

/// <summary>The option that makes generated data differ.</summary>
internal static class SeedOption
{
    /// <param name="what">What is generated, such as "sales".</param>
    public static Option<long> Create(string what, long defaultValue) => new("--seed")
    {
        Description = $"Other {what} for another number",
        HelpName = "N",
        DefaultValueFactory = _ => defaultValue,
    };
}
