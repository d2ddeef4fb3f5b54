/** Prints the folder of the JDK that runs this. */
void main() {
    IO.println(System.getProperty("java.home"));
}
