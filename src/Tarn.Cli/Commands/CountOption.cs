using System.CommandLine;
using System.Globalization;

namespace Tarn.Cli.Commands;

/// <summary>Options that take a whole number from 1 up to some bound.</summary>
internal static class CountOption
{
    public static Option<int> Create(string name, string description, int defaultValue, int max)
    {
        Option<int> option = new(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => defaultValue,
        };
        option.Validators.Add(result =>
        {
            int value = result.GetValueOrDefault<int>();
            if (value < 1 || value > max)
            {
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} must be 1 to {max}"));
            }
        });
        return option;
    }
}
