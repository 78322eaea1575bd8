namespace Delight.Simulation.Network;

/// <summary>What a link makes of one message.</summary>
/// <param name="Copies">How often it arrives: 0, 1 or 2.</param>
/// <param name="First">Time of the first arrival, in ticks of virtual time.</param>
/// <param name="Second">Time of the second arrival; it may be the earlier one.</param>
/// <param name="IsHeld">True where it waits on the link until that is released.</param>
internal readonly record struct Passage(int Copies, long First, long Second = 0, bool IsHeld = false)
{
    public static Passage Lost => default;

    public static Passage Held => new(0, 0, IsHeld: true);
}
