namespace Tarn.Protocols.Admin.Commands;

/// <summary>
/// What a message between a command line and the server is: its first byte. The rest is the payload: UTF-8 text, JSON,
/// or nothing.
/// </summary>
public enum FrameKind : byte
{
    /// <summary>Client: the command line. JSON of <see cref="CommandRequest"/>; the first message.</summary>
    Call = 1,

    /// <summary>Client: text of the standard input that was asked for.</summary>
    Input = 2,

    /// <summary>Client: what was asked for of the standard input has come, or its end.</summary>
    InputEnd = 3,

    /// <summary>Client: Ctrl-C.</summary>
    Cancel = 4,

    /// <summary>Client: JSON of <see cref="KeyPress"/>; nothing when there will be no key any more.</summary>
    Key = 5,

    /// <summary>Client: the program has ended; the text says why it could not be started, if so.</summary>
    ProgramEnded = 6,

    /// <summary>Server: text for the standard output.</summary>
    Output = 16,

    /// <summary>Server: text for the standard error.</summary>
    Error = 17,

    /// <summary>Server: the command has ended; one byte, the exit code. The last message.</summary>
    Exit = 18,

    /// <summary>Server: a line of the standard input is wanted.</summary>
    ReadLine = 19,

    /// <summary>Server: all of the standard input is wanted.</summary>
    ReadAll = 20,

    /// <summary>Server: keys are to be read one by one from now on.</summary>
    OpenScreen = 21,

    /// <summary>Server: a key is waited for. Those that are typed before are sent without being asked for.</summary>
    ReadKey = 22,

    /// <summary>Server: keys are the terminal's again.</summary>
    CloseScreen = 23,

    /// <summary>Server: a program is to be run at the terminal. JSON of its words.</summary>
    RunProgram = 24,
}
