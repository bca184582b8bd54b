namespace Tarn.Cli.Shell.Editing;

/// <summary>What keys do to the text: those of Emacs, which shells have, and the arrows.</summary>
internal static class EditKeys
{
    public static void Apply(ConsoleKeyInfo key, LineBuffer buffer)
    {
        if (Find(key) is { } edit)
        {
            edit(buffer);
        }
        else if (LineEditor.IsEnter(key))
        {
            buffer.Insert("\n");
        }
        else if (key.KeyChar >= ' ' && (key.Modifiers & (ConsoleModifiers.Alt | ConsoleModifiers.Control)) == 0)
        {
            buffer.Insert(key.KeyChar.ToString());
        }
    }

    private static Action<LineBuffer>? Find(ConsoleKeyInfo key)
    {
        bool isByWord = (key.Modifiers & (ConsoleModifiers.Alt | ConsoleModifiers.Control)) != 0;
        return key.Key switch
        {
            ConsoleKey.LeftArrow => isByWord ? buffer => buffer.WordLeft() : buffer => buffer.Left(),
            ConsoleKey.RightArrow => isByWord ? buffer => buffer.WordRight() : buffer => buffer.Right(),
            ConsoleKey.Home => buffer => buffer.Home(),
            ConsoleKey.End => buffer => buffer.End(),
            ConsoleKey.Backspace => isByWord ? buffer => buffer.CutWord() : buffer => buffer.Backspace(),
            ConsoleKey.Delete => buffer => buffer.Delete(),
            ConsoleKey.B when key.Modifiers == ConsoleModifiers.Alt => buffer => buffer.WordLeft(),
            ConsoleKey.F when key.Modifiers == ConsoleModifiers.Alt => buffer => buffer.WordRight(),
            _ => FindControl(key.KeyChar),
        };
    }

    private static Action<LineBuffer>? FindControl(char character) => character switch
    {
        '\u0001' => buffer => buffer.Home(),
        '\u0002' => buffer => buffer.Left(),
        '\u0004' => buffer => buffer.Delete(),
        '\u0005' => buffer => buffer.End(),
        '\u0006' => buffer => buffer.Right(),
        '\b' or '\u007f' => buffer => buffer.Backspace(),
        '\u000b' => buffer => buffer.CutToEnd(),
        '\u0015' => buffer => buffer.CutToHome(),
        '\u0017' => buffer => buffer.CutWord(),
        '\u0019' => buffer => buffer.Paste(),
        _ => null,
    };
}
