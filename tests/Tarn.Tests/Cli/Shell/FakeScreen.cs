using System.Text;
using Tarn.Cli.Shell.Editing;

namespace Tarn.Tests.Cli.Shell;

/// <summary>Keys that are typed one after another, and what was drawn.</summary>
internal sealed class FakeScreen : IShellScreen
{
    private readonly Queue<ConsoleKeyInfo> _keys = new();
    private readonly StringBuilder _drawn = new();

    public int Width { get; init; } = 60;

    /// <summary>Always false, so that every key is drawn.</summary>
    public bool HasKey => false;

    public string Drawn => _drawn.ToString();

    public ValueTask<ConsoleKeyInfo?> ReadKeyAsync(CancellationToken cancellationToken) =>
        new(_keys.TryDequeue(out ConsoleKeyInfo key) ? key : (ConsoleKeyInfo?)null);

    public void Write(string text) => _drawn.Append(text);

    public void Dispose()
    {
    }

    /// <summary>Types characters; control characters are the keys that send them.</summary>
    public FakeScreen Type(string text)
    {
        foreach (char character in text)
        {
            ConsoleKey key = character switch
            {
                '\r' => ConsoleKey.Enter,
                '\t' => ConsoleKey.Tab,
                _ => ConsoleKey.None,
            };
            _keys.Enqueue(new ConsoleKeyInfo(character, key, shift: false, alt: false, control: false));
        }

        return this;
    }

    public FakeScreen Press(params IEnumerable<ConsoleKey> keys)
    {
        foreach (ConsoleKey key in keys)
        {
            _keys.Enqueue(new ConsoleKeyInfo('\0', key, shift: false, alt: false, control: false));
        }

        return this;
    }
}
