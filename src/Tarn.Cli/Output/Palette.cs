namespace Tarn.Cli.Output;

/// <summary>Colours of a terminal, or none: then every method returns the text as it is.</summary>
internal sealed class Palette(bool isEnabled)
{
    public static readonly Palette Plain = new(isEnabled: false);

    public bool IsEnabled { get; } = isEnabled;

    public string Bold(string text) => Wrap(text, "1");

    public string Dim(string text) => Wrap(text, "2");

    public string Red(string text) => Wrap(text, "31");

    public string BoldRed(string text) => Wrap(text, "1;31");

    public string Green(string text) => Wrap(text, "32");

    public string Yellow(string text) => Wrap(text, "33");

    public string BoldYellow(string text) => Wrap(text, "1;33");

    public string Blue(string text) => Wrap(text, "1;34");

    public string Cyan(string text) => Wrap(text, "36");

    private string Wrap(string text, string code) =>
        IsEnabled && text.Length > 0 ? $"\e[{code}m{text}\e[0m" : text;
}
