using System.Text.Json.Serialization;

namespace Tarn.Tests.State;

internal sealed record TestNote(string Text, int Number);

[JsonSerializable(typeof(TestNote))]
internal sealed partial class TestNoteContext : JsonSerializerContext;
