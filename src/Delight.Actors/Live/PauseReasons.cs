namespace Delight.Actors.Live;

/// <summary>Why an actor rests.</summary>
[Flags]
internal enum PauseReasons : byte
{
    /// <summary>It does not.</summary>
    None = 0,

    /// <summary>It is paused itself.</summary>
    OfItself = 1,

    /// <summary>Its node is paused.</summary>
    OfItsNode = 2,
}
