namespace Tarn.Cli.Hosting;

/// <summary>Texts that are part of the program.</summary>
internal static class EmbeddedText
{
    public static string Read(string name)
    {
        using Stream stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the program was built without its text '{name}'");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
